package syndic.policies.terraform.aws_listener_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_listener_tls
import rego.v1

test_a_listener_in_clear_violates if {
	found := aws_listener_tls.findings with input as given.plan("aws_lb_listener", {"protocol": "HTTP", "default_action": [{"type": "forward"}]})
	given.violates(found)
}

test_a_redirect_in_clear_violates if {
	redirect := {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTP"}]}]}
	found := aws_listener_tls.findings with input as given.plan("aws_lb_listener", redirect)
	given.violates(found)
}

test_tls_and_redirects_to_it_pass if {
	every values in [
		{"protocol": "HTTPS"},
		{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTPS"}]}]},
	] {
		found := aws_listener_tls.findings with input as given.plan("aws_lb_listener", values)
		count(found) == 0
	}
}

test_a_protocol_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_listener_tls.findings with input as given.plan("aws_lb_listener", {"protocol": unknown})
	given.undecided(found)
}
