package syndic.policies.terraform.aws_balancer_deletion_protection_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_balancer_deletion_protection
import rego.v1

test_bad_values_violate if {
	every values in [{"enable_deletion_protection": null}, {"enable_deletion_protection": false}] {
		found := aws_balancer_deletion_protection.findings with input as given.plan("aws_lb", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"enable_deletion_protection": true}] {
		found := aws_balancer_deletion_protection.findings with input as given.plan("aws_lb", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"enable_deletion_protection": unknown}] {
		found := aws_balancer_deletion_protection.findings with input as given.plan("aws_lb", values)
		given.undecided(found)
	}
}
