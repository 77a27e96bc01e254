package syndic.policies.terraform.aws_database_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_database_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{"kms_key_id": null}, {"kms_key_id": ""}] {
		found := aws_database_customer_key.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"kms_key_id": "given"}] {
		found := aws_database_customer_key.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_aws_rds_cluster_is_judged_too if {
	found := aws_database_customer_key.findings with input as given.plan("aws_rds_cluster", {"kms_key_id": null})
	given.violates(found)
}
