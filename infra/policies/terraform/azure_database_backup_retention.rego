# METADATA
# title: Databases keep backups for at least seven days
# description: >-
#   Point-in-time recovery reaches back only as far as backups are kept; damage is often found days later.
# custom:
#   severity: high
#   fix: >-
#     Set backup_retention_days to 7 or more.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.azure_database_backup_retention

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	not object.get(resource.values, "create_mode", null) in {"Replica", "GeoRestore"}
	finding := terraform.require_at_least(resource, ["backup_retention_days"], 7, "it does not say that backups are kept for seven days or more")
}
