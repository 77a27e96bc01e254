# METADATA
# title: Databases are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the data be ended by disabling the key, and the key's use be
#   audited.
# custom:
#   severity: high
#   fix: >-
#     Add customer_managed_key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_database_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_postgresql_flexible_server")
	finding := terraform.require_present(resource, ["customer_managed_key"], "no customer-managed key encrypts its storage")
}
