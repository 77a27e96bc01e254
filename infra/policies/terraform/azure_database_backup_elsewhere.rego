# METADATA
# title: Backups of databases are kept in a second region
# description: >-
#   Backups in one region are gone with it. Staging, by the tag environment, is made anew instead.
# custom:
#   severity: medium
#   fix: >-
#     Set geo_redundant_backup_enabled = true.
#   controls:
#     nist_800_53: [CP-6, CP-9]
#     iso_27001: [A.8.13, A.8.14]
package syndic.policies.terraform.azure_database_backup_elsewhere

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	not object.get(resource.values, "create_mode", null) in {"Replica", "GeoRestore"}
	object.get(resource.values, ["tags", "environment"], null) != "staging"
	finding := terraform.require_one_of(resource, ["geo_redundant_backup_enabled"], [true], "its backups are in one region only")
}
