# METADATA
# title: The cluster gives rights by roles
# description: >-
#   Without roles every account of the cluster may do everything.
# custom:
#   severity: high
#   fix: >-
#     Leave role_based_access_control_enabled at true.
#   controls:
#     nist_800_53: [AC-3, AC-6]
#     iso_27001: [A.5.15, A.8.3]
#   unknown: block
package syndic.policies.terraform.azure_cluster_roles

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["role_based_access_control_enabled"], [true, null], "it gives everybody every right")
}
