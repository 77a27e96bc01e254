package syndic.policies.terraform.aws_secret_recoverable_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_secret_recoverable
import rego.v1

test_bad_values_violate if {
	every values in [{"recovery_window_in_days": 0}] {
		found := aws_secret_recoverable.findings with input as given.plan("aws_secretsmanager_secret", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"recovery_window_in_days": 30}, {"recovery_window_in_days": 7}, {}] {
		found := aws_secret_recoverable.findings with input as given.plan("aws_secretsmanager_secret", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"recovery_window_in_days": unknown}] {
		found := aws_secret_recoverable.findings with input as given.plan("aws_secretsmanager_secret", values)
		given.undecided(found)
	}
}
