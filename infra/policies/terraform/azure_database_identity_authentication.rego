# METADATA
# title: People and processes can sign in to databases by identity
# description: >-
#   Tokens of identities live for minutes; passwords are copied.
# custom:
#   severity: medium
#   fix: >-
#     Set active_directory_auth_enabled = true in authentication.
#   controls:
#     nist_800_53: [IA-2, IA-5]
#     iso_27001: [A.5.17, A.8.5]
package syndic.policies.terraform.azure_database_identity_authentication

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	finding := terraform.require_one_of(resource, ["authentication", "active_directory_auth_enabled"], [true], "it knows passwords only")
}
