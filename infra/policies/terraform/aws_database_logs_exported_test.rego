package syndic.policies.terraform.aws_database_logs_exported_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_database_logs_exported
import rego.v1

test_bad_values_violate if {
	every values in [{"enabled_cloudwatch_logs_exports": null}, {"enabled_cloudwatch_logs_exports": []}] {
		found := aws_database_logs_exported.findings with input as given.plan("aws_db_instance", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"enabled_cloudwatch_logs_exports": ["postgresql"]}] {
		found := aws_database_logs_exported.findings with input as given.plan("aws_db_instance", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"enabled_cloudwatch_logs_exports": unknown}] {
		found := aws_database_logs_exported.findings with input as given.plan("aws_db_instance", values)
		given.undecided(found)
	}
}
