package syndic.policies.terraform.aws_listener_modern_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_listener_modern_tls
import rego.v1

test_an_old_policy_violates if {
	every policy in [null, "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS13-1-0-2021-06"] {
		found := aws_listener_modern_tls.findings with input as given.plan("aws_lb_listener", {"protocol": "HTTPS", "ssl_policy": policy})
		given.violates(found)
	}
}

test_a_modern_policy_passes if {
	every values in [{"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}, {"protocol": "HTTP"}] {
		found := aws_listener_modern_tls.findings with input as given.plan("aws_lb_listener", values)
		count(found) == 0
	}
}

test_a_policy_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_listener_modern_tls.findings with input as given.plan("aws_lb_listener", {"ssl_policy": unknown})
	given.undecided(found)
}
