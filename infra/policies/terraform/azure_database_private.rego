# METADATA
# title: Databases are not on the internet
# description: >-
#   A database that the internet reaches is guarded by its passwords alone.
# custom:
#   severity: critical
#   fix: >-
#     Set public_network_access_enabled = false with delegated_subnet_id, or with a private endpoint.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.20, A.8.22]
#   unknown: block
package syndic.policies.terraform.azure_database_private

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	finding := terraform.require_one_of(resource, ["public_network_access_enabled"], [false], "the internet reaches it")
}
