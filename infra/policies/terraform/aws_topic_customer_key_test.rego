package syndic.policies.terraform.aws_topic_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_topic_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{"kms_master_key_id": null}, {"kms_master_key_id": ""}] {
		found := aws_topic_customer_key.findings with input as given.plan("aws_sns_topic", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"kms_master_key_id": "given"}] {
		found := aws_topic_customer_key.findings with input as given.plan("aws_sns_topic", values)
		count(found) == 0
	}
}
