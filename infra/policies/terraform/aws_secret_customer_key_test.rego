package syndic.policies.terraform.aws_secret_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_secret_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{"kms_key_id": null}, {"kms_key_id": ""}] {
		found := aws_secret_customer_key.findings with input as given.plan("aws_secretsmanager_secret", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"kms_key_id": "given"}] {
		found := aws_secret_customer_key.findings with input as given.plan("aws_secretsmanager_secret", values)
		count(found) == 0
	}
}
