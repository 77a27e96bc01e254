# METADATA
# title: Machines get no public address by themselves
# description: >-
#   A machine that is started in the wrong subnet would face the internet.
# custom:
#   severity: medium
#   fix: >-
#     Leave map_public_ip_on_launch at false; give an address to what needs one.
#   controls:
#     nist_800_53: [SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.terraform.aws_subnet_no_public_addresses

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_subnet")
	finding := terraform.require_one_of(resource, ["map_public_ip_on_launch"], [false, null], "machines in it get a public address")
}
