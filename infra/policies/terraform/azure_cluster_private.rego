# METADATA
# title: The cluster's API is not on the internet
# description: >-
#   Whoever holds a stolen token could use it from anywhere.
# custom:
#   severity: high
#   fix: >-
#     Set private_cluster_enabled = true.
#   controls:
#     nist_800_53: [AC-17, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.azure_cluster_private

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["private_cluster_enabled"], [true], "its API is on the internet")
}
