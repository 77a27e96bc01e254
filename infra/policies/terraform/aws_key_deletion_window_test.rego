package syndic.policies.terraform.aws_key_deletion_window_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_key_deletion_window
import rego.v1

test_bad_values_violate if {
	every values in [{"deletion_window_in_days": 7}] {
		found := aws_key_deletion_window.findings with input as given.plan("aws_kms_key", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"deletion_window_in_days": 14}, {"deletion_window_in_days": 30}, {}] {
		found := aws_key_deletion_window.findings with input as given.plan("aws_kms_key", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"deletion_window_in_days": unknown}] {
		found := aws_key_deletion_window.findings with input as given.plan("aws_kms_key", values)
		given.undecided(found)
	}
}
