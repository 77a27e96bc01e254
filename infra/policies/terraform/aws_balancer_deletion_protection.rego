# METADATA
# title: Load balancers are protected against deletion
# description: >-
#   With the load balancer its address is gone, and every name that leads to it.
# custom:
#   severity: medium
#   fix: >-
#     Set enable_deletion_protection = true.
#   controls:
#     nist_800_53: [CM-3]
#     iso_27001: [A.8.32]
package syndic.policies.terraform.aws_balancer_deletion_protection

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_lb")
	finding := terraform.require_one_of(resource, ["enable_deletion_protection"], [true], "nothing protects it against deletion")
}
