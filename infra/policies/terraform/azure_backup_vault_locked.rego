# METADATA
# title: Backups cannot be deleted before their time
# description: >-
#   Whoever takes over an account deletes the backups first.
# custom:
#   severity: high
#   fix: >-
#     Set immutability to Locked, or to Unlocked while the policy is being settled.
#   controls:
#     nist_800_53: [AU-9, CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.azure_backup_vault_locked

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["azurerm_data_protection_backup_vault", "azurerm_recovery_services_vault"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["immutability"], ["Locked", "Unlocked"], "its backups can be deleted at any time")
}
