# METADATA
# title: Images are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the images be ended by disabling the key.
# custom:
#   severity: medium
#   fix: >-
#     Add encryption with a key_vault_key_id.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_registry_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_container_registry")
	finding := terraform.require_present(resource, ["encryption"], "no customer-managed key encrypts it")
}
