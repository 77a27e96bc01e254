# METADATA
# title: Only web ports are open to the internet
# description: >-
#   Every other port that the internet reaches is found within minutes and tried without end.
# custom:
#   severity: critical
#   fix: >-
#     Name the address ranges or security groups that need the port; leave only 80 and 443 open to all.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.aws_firewall_not_open

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some opening in openings
	opening.source in terraform.anywhere
	not is_web(opening)
	finding := terraform.violation(opening.resource, opening.path, "it opens other ports than 80 and 443 to the internet")
}

findings contains finding if {
	some opening in openings
	terraform.unknown in [opening.source, opening.from, opening.to]
	not is_web(opening)
	finding := terraform.undecided(opening.resource, opening.path, "it opens ports to the internet")
}

findings contains finding if {
	some resource in terraform.resources("aws_security_group")
	terraform.at(resource, ["ingress"]) == terraform.unknown
	finding := terraform.undecided(resource, ["ingress"], "it opens ports to the internet")
}

is_web(opening) if {
	opening.from == opening.to
	opening.from in {80, 443}
}

openings contains {"resource": resource, "path": ["ingress"], "source": source, "from": rule.from_port, "to": rule.to_port} if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some resource in terraform.resources(type)
	some rule in terraform.blocks(resource.values, "ingress")
	some ranges in ["cidr_blocks", "ipv6_cidr_blocks"]
	some source in terraform.list(object.get(rule, ranges, []))
}

openings contains {"resource": resource, "path": [ranges], "source": source, "from": resource.values.from_port, "to": resource.values.to_port} if {
	some resource in terraform.resources("aws_security_group_rule")
	resource.values.type == "ingress"
	some ranges in ["cidr_blocks", "ipv6_cidr_blocks"]
	some source in terraform.list(object.get(resource.values, ranges, []))
}

openings contains {"resource": resource, "path": [range], "source": source, "from": from, "to": to} if {
	some resource in terraform.resources("aws_vpc_security_group_ingress_rule")
	some range in ["cidr_ipv4", "cidr_ipv6"]
	source := object.get(resource.values, range, null)
	source != null
	from := object.get(resource.values, "from_port", null)
	to := object.get(resource.values, "to_port", null)
}
