package syndic.policies.terraform.aws_firewall_not_open_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_firewall_not_open
import rego.v1

test_an_open_port_violates if {
	every source in ["0.0.0.0/0", "::/0"] {
		found := aws_firewall_not_open.findings with input as rule(source, 22, 22)
		given.violates(found)
	}
}

test_all_ports_violate if {
	every ports in [[0, 0], [-1, -1], [null, null], [80, 443]] {
		found := aws_firewall_not_open.findings with input as rule("0.0.0.0/0", ports[0], ports[1])
		given.violates(found)
	}
}

test_inline_and_separate_rules_violate if {
	opening := {"type": "ingress", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}
	separate := aws_firewall_not_open.findings with input as given.plan("aws_security_group_rule", opening)
	given.violates(separate)
	inline := aws_firewall_not_open.findings with input as given.plan("aws_security_group", {"ingress": [opening]})
	given.violates(inline)
}

test_web_ports_and_private_ranges_pass if {
	web := aws_firewall_not_open.findings with input as rule("0.0.0.0/0", 443, 443)
	count(web) == 0
	private := aws_firewall_not_open.findings with input as rule("10.0.0.0/8", 22, 22)
	count(private) == 0
	outgoing := aws_firewall_not_open.findings with input as given.plan("aws_security_group_rule", {"type": "egress", "cidr_blocks": ["0.0.0.0/0"]})
	count(outgoing) == 0
}

test_ranges_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	source := aws_firewall_not_open.findings with input as rule(unknown, 22, 22)
	given.undecided(source)
	inline := aws_firewall_not_open.findings with input as given.plan("aws_security_group", {"ingress": unknown})
	given.undecided(inline)
}

rule(source, from, to) := given.plan("aws_vpc_security_group_ingress_rule", {"cidr_ipv4": source, "from_port": from, "to_port": to})
