package syndic.policies.terraform.aws_database_minor_upgrades_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_database_minor_upgrades
import rego.v1

test_bad_values_violate if {
	every values in [{"auto_minor_version_upgrade": false}] {
		found := aws_database_minor_upgrades.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"auto_minor_version_upgrade": true}] {
		found := aws_database_minor_upgrades.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"auto_minor_version_upgrade": unknown}] {
		found := aws_database_minor_upgrades.findings with input as given.plan("aws_db_instance", values)
		given.undecided(found)
	}
}

test_aws_rds_cluster_instance_is_judged_too if {
	found := aws_database_minor_upgrades.findings with input as given.plan("aws_rds_cluster_instance", {"auto_minor_version_upgrade": false})
	given.violates(found)
}
