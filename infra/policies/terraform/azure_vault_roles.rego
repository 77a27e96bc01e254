# METADATA
# title: Vaults give rights by roles
# description: >-
#   Access policies give rights over all keys or all secrets, and outside of the roles that are reviewed.
# custom:
#   severity: medium
#   fix: >-
#     Set rbac_authorization_enabled = true.
#   controls:
#     nist_800_53: [AC-3, AC-6]
#     iso_27001: [A.5.15, A.8.3]
package syndic.policies.terraform.azure_vault_roles

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault")
	finding := terraform.require_one_of(resource, ["rbac_authorization_enabled"], [true], "it gives rights by access policies")
}
