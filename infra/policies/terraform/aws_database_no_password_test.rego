package syndic.policies.terraform.aws_database_no_password_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.aws_database_no_password
import rego.v1

test_bad_values_violate if {
	every values in [{"password": "given", "username": "owner"}] {
		found := aws_database_no_password.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"password": null}, {"manage_master_user_password": true}] {
		found := aws_database_no_password.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_aws_rds_cluster_is_judged_too if {
	found := aws_database_no_password.findings with input as given.plan("aws_rds_cluster", {"master_password": "given"})
	given.violates(found)
}
