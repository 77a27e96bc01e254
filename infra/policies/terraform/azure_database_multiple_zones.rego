# METADATA
# title: Databases fail over to another zone
# description: >-
#   The loss of one zone would stop the platform until a restore has ended.
# custom:
#   severity: high
#   fix: >-
#     Add high_availability with mode = "ZoneRedundant".
#   controls:
#     nist_800_53: [CP-7, CP-10]
#     iso_27001: [A.8.14]
package syndic.policies.terraform.azure_database_multiple_zones

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	not object.get(resource.values, "create_mode", null) in {"Replica", "GeoRestore"}
	finding := terraform.require_one_of(resource, ["high_availability", "mode"], ["ZoneRedundant"], "it has no standby in another zone")
}
