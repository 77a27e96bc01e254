package syndic.policies.terraform.aws_registry_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_registry_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [
		{"encryption_configuration": [{"encryption_type": null}]},
		{"encryption_configuration": [{"encryption_type": "other"}]},
	] {
		found := aws_registry_customer_key.findings with input as given.plan("aws_ecr_repository", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"encryption_configuration": [{"encryption_type": "KMS"}]}] {
		found := aws_registry_customer_key.findings with input as given.plan("aws_ecr_repository", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"encryption_configuration": [{"encryption_type": unknown}]}] {
		found := aws_registry_customer_key.findings with input as given.plan("aws_ecr_repository", values)
		given.undecided(found)
	}
}
