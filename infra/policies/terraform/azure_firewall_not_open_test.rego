package syndic.policies.terraform.azure_firewall_not_open_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_firewall_not_open
import rego.v1

test_an_open_port_violates if {
	every source in ["*", "Internet", "0.0.0.0/0"] {
		separate := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_rule", opening(source, "22"))
		given.violates(separate)
		inline := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_group", {"security_rule": [opening(source, "*")]})
		given.violates(inline)
	}
}

test_lists_are_judged_too if {
	rule := {"direction": "Inbound", "access": "Allow", "source_address_prefixes": ["10.0.0.0/8", "*"], "destination_port_ranges": ["443", "22"]}
	found := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_rule", rule)
	given.violates(found)
}

test_web_ports_and_private_ranges_pass if {
	every rule in [opening("*", "443"), opening("10.0.0.0/8", "22"), object.union(opening("*", "22"), {"access": "Deny"})] {
		found := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_rule", rule)
		count(found) == 0
	}
}

test_rules_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	source := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_rule", opening(unknown, "22"))
	given.undecided(source)
	rules := azure_firewall_not_open.findings with input as given.plan("azurerm_network_security_group", {"security_rule": unknown})
	given.undecided(rules)
}

opening(source, port) := {"direction": "Inbound", "access": "Allow", "source_address_prefix": source, "destination_port_range": port}
