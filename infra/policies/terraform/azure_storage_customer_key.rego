# METADATA
# title: Storage accounts are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the data be ended by disabling the key, and the key's use be
#   audited.
# custom:
#   severity: high
#   fix: >-
#     Add customer_managed_key, or azurerm_storage_account_customer_managed_key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_storage_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	count(terraform.companions(resource, "azurerm_storage_account_customer_managed_key", "storage_account_id")) == 0
	finding := terraform.require_present(resource, ["customer_managed_key"], "no customer-managed key encrypts it")
}
