# METADATA
# title: Backups are kept in a second region
# description: >-
#   Backups that lie beside the data are lost with the region.
# custom:
#   severity: medium
#   fix: >-
#     Set redundancy = "GeoRedundant".
#   controls:
#     nist_800_53: [CP-6, CP-9]
#     iso_27001: [A.8.13, A.8.14]
package syndic.policies.terraform.azure_backup_vault_redundant

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_data_protection_backup_vault")
	finding := terraform.require_one_of(resource, ["redundancy"], ["GeoRedundant"], "its backups are in one region only")
}
