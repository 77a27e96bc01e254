package syndic.policies.terraform.aws_balancer_access_logs_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_balancer_access_logs
import rego.v1

test_bad_values_violate if {
	every values in [{"access_logs": [{"enabled": null}]}, {"access_logs": [{"enabled": false}]}] {
		found := aws_balancer_access_logs.findings with input as given.plan("aws_lb", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"access_logs": [{"enabled": true}]}] {
		found := aws_balancer_access_logs.findings with input as given.plan("aws_lb", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"access_logs": [{"enabled": unknown}]}] {
		found := aws_balancer_access_logs.findings with input as given.plan("aws_lb", values)
		given.undecided(found)
	}
}
