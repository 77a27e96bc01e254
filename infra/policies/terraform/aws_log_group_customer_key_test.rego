package syndic.policies.terraform.aws_log_group_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_log_group_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{"kms_key_id": null}, {"kms_key_id": ""}] {
		found := aws_log_group_customer_key.findings with input as given.plan("aws_cloudwatch_log_group", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"kms_key_id": "given"}] {
		found := aws_log_group_customer_key.findings with input as given.plan("aws_cloudwatch_log_group", values)
		count(found) == 0
	}
}
