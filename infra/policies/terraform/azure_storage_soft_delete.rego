# METADATA
# title: Deleted blobs can be called back for a week
# description: >-
#   A blob that is deleted by mistake or malice could not be brought back.
# custom:
#   severity: high
#   fix: >-
#     Add delete_retention_policy with days = 7 or more to blob_properties.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.azure_storage_soft_delete

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_at_least(resource, ["blob_properties", "delete_retention_policy", "days"], 7, "deleted blobs can be called back for less than seven days")
}
