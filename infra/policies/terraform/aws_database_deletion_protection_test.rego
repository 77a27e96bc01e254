package syndic.policies.terraform.aws_database_deletion_protection_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_database_deletion_protection
import rego.v1

test_bad_values_violate if {
	every values in [{"deletion_protection": null}, {"deletion_protection": false}] {
		found := aws_database_deletion_protection.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"deletion_protection": true}] {
		found := aws_database_deletion_protection.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"deletion_protection": unknown}] {
		found := aws_database_deletion_protection.findings with input as given.plan("aws_db_instance", values)
		given.undecided(found)
	}
}

test_aws_rds_cluster_is_judged_too if {
	found := aws_database_deletion_protection.findings with input as given.plan("aws_rds_cluster", {"deletion_protection": null})
	given.violates(found)
}
