# METADATA
# title: Vaults cannot be purged
# description: >-
#   Whoever takes over an account could destroy the keys, and with them the data.
# custom:
#   severity: high
#   fix: >-
#     Set purge_protection_enabled = true.
#   controls:
#     nist_800_53: [CP-9, SC-12]
#     iso_27001: [A.8.13, A.8.24]
package syndic.policies.terraform.azure_vault_purge_protection

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault")
	finding := terraform.require_one_of(resource, ["purge_protection_enabled"], [true], "its keys and secrets can be destroyed at once")
}
