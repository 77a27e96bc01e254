package syndic.policies.terraform.aws_log_group_retention_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_log_group_retention
import rego.v1

test_bad_values_violate if {
	every values in [{"retention_in_days": null}, {"retention_in_days": 89}] {
		found := aws_log_group_retention.findings with input as given.plan("aws_cloudwatch_log_group", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"retention_in_days": 90}] {
		found := aws_log_group_retention.findings with input as given.plan("aws_cloudwatch_log_group", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"retention_in_days": unknown}] {
		found := aws_log_group_retention.findings with input as given.plan("aws_cloudwatch_log_group", values)
		given.undecided(found)
	}
}
