# METADATA
# title: The cluster's API is not on the internet
# description: >-
#   Whoever holds a stolen token could use it from anywhere.
# custom:
#   severity: high
#   fix: >-
#     Set endpoint_public_access = false and endpoint_private_access = true.
#   controls:
#     nist_800_53: [AC-17, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.aws_cluster_private_endpoint

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_eks_cluster")
	finding := terraform.require_one_of(resource, ["vpc_config", "endpoint_public_access"], [false], "its API is on the internet")
}

findings contains finding if {
	some resource in terraform.resources("aws_eks_cluster")
	finding := terraform.require_one_of(resource, ["vpc_config", "endpoint_private_access"], [true], "its API has no private endpoint")
}
