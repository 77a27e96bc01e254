# METADATA
# title: Vaults are not on the internet
# description: >-
#   What the internet cannot reach cannot be tried from it.
# custom:
#   severity: high
#   fix: >-
#     Set public_network_access_enabled = false and add a private endpoint.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.terraform.azure_vault_private

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault")
	finding := terraform.require_one_of(resource, ["public_network_access_enabled"], [false], "the internet reaches it")
}
