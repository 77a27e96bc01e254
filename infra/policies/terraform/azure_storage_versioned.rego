# METADATA
# title: Storage accounts keep versions of blobs
# description: >-
#   A blob that is overwritten by mistake or malice could not be brought back.
# custom:
#   severity: high
#   fix: >-
#     Set versioning_enabled = true in blob_properties.
#   controls:
#     nist_800_53: [CP-9, SI-12]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.azure_storage_versioned

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["blob_properties", "versioning_enabled"], [true], "it keeps no versions")
}
