# METADATA
# title: The cluster knows identities, not local accounts
# description: >-
#   The local administrator is a certificate that cannot be revoked.
# custom:
#   severity: high
#   fix: >-
#     Set local_account_disabled = true and add azure_active_directory_role_based_access_control.
#   controls:
#     nist_800_53: [AC-2, IA-2]
#     iso_27001: [A.5.16, A.8.2]
package syndic.policies.terraform.azure_cluster_no_local_accounts

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["local_account_disabled"], [true], "its local administrator can be used")
}
