# METADATA
# title: Only web ports are open to the internet
# description: >-
#   Every other port that the internet reaches is found within minutes and tried without end.
# custom:
#   severity: critical
#   fix: >-
#     Name the address ranges that need the port; leave only 80 and 443 open to all.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.azure_firewall_not_open

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some entry in entries
	entry.rule.direction == "Inbound"
	entry.rule.access == "Allow"
	some source in sources(entry.rule)
	lower(source) in {"*", "internet", "any", "0.0.0.0/0", "::/0"}
	some port in ports(entry.rule)
	not port in {"80", "443"}
	finding := terraform.violation(entry.resource, entry.path, "it opens other ports than 80 and 443 to the internet")
}

findings contains finding if {
	some entry in entries
	some name in ["direction", "access", "source_address_prefix", "source_address_prefixes", "destination_port_range", "destination_port_ranges"]
	entry.rule[name] == terraform.unknown
	finding := terraform.undecided(entry.resource, entry.path, "it opens ports to the internet")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_network_security_group")
	terraform.at(resource, ["security_rule"]) == terraform.unknown
	finding := terraform.undecided(resource, ["security_rule"], "it opens ports to the internet")
}

entries contains {"resource": resource, "rule": resource.values, "path": []} if {
	some resource in terraform.resources("azurerm_network_security_rule")
}

entries contains {"resource": resource, "rule": rule, "path": ["security_rule"]} if {
	some resource in terraform.resources("azurerm_network_security_group")
	some rule in terraform.blocks(resource.values, "security_rule")
}

sources(rule) := texts(rule, "source_address_prefix", "source_address_prefixes")

ports(rule) := texts(rule, "destination_port_range", "destination_port_ranges")

texts(rule, one, several) := [text |
	some name in [one, several]
	some text in terraform.list(object.get(rule, name, []))
	is_string(text)
]
