package syndic.policies.terraform.aws_secret_value_elsewhere_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_secret_value_elsewhere
import rego.v1

test_bad_values_violate if {
	every values in [{"secret_string": "given"}] {
		found := aws_secret_value_elsewhere.findings with input as given.plan("aws_secretsmanager_secret_version", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"secret_string": null}, {"secret_string_wo_version": 1}] {
		found := aws_secret_value_elsewhere.findings with input as given.plan("aws_secretsmanager_secret_version", values)
		count(found) == 0
	}
}
