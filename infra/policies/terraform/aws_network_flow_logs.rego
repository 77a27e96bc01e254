# METADATA
# title: Networks keep flow logs
# description: >-
#   Without them nobody can tell afterwards what an intruder reached.
# custom:
#   severity: medium
#   fix: >-
#     Add aws_flow_log with vpc_id.
#   controls:
#     nist_800_53: [AU-12, SI-4]
#     iso_27001: [A.8.15, A.8.16]
package syndic.policies.terraform.aws_network_flow_logs

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_vpc")
	finding := terraform.require_companion(resource, "aws_flow_log", "vpc_id", "no flow log watches it")
}
