# METADATA
# title: Load balancers log who came
# description: >-
#   Otherwise nobody can tell afterwards who asked for what.
# custom:
#   severity: medium
#   fix: >-
#     Add access_logs with enabled = true and a bucket.
#   controls:
#     nist_800_53: [AU-2, AU-12]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.aws_balancer_access_logs

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_lb")
	finding := terraform.require_one_of(resource, ["access_logs", "enabled"], [true], "it keeps no access log")
}
