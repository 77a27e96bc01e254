# METADATA
# title: No container can be opened to everybody
# description: >-
#   One container with anonymous access publishes its blobs; the account permits it unless it is told not to.
# custom:
#   severity: critical
#   fix: >-
#     Set allow_nested_items_to_be_public = false.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.3, A.8.12]
#   unknown: block
package syndic.policies.terraform.azure_storage_no_public_blobs

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["allow_nested_items_to_be_public"], [false], "its containers can be opened to everybody")
}
