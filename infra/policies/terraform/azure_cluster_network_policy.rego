# METADATA
# title: The cluster enforces network policies
# description: >-
#   Policies that nothing enforces look like protection and are none.
# custom:
#   severity: high
#   fix: >-
#     Set network_policy in network_profile.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.terraform.azure_cluster_network_policy

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_present(resource, ["network_profile", "network_policy"], "nothing enforces network policies")
}
