package syndic.policies.terraform.aws_database_backup_retention_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_database_backup_retention
import rego.v1

test_bad_values_violate if {
	every values in [{"backup_retention_period": null}, {"backup_retention_period": 6}] {
		found := aws_database_backup_retention.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"backup_retention_period": 7}] {
		found := aws_database_backup_retention.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"backup_retention_period": unknown}] {
		found := aws_database_backup_retention.findings with input as given.plan("aws_db_instance", values)
		given.undecided(found)
	}
}

test_aws_rds_cluster_is_judged_too if {
	found := aws_database_backup_retention.findings with input as given.plan("aws_rds_cluster", {"backup_retention_period": null})
	given.violates(found)
}
