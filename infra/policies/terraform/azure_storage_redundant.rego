# METADATA
# title: Storage accounts survive the loss of a zone
# description: >-
#   Locally redundant storage is gone while its data centre is.
# custom:
#   severity: medium
#   fix: >-
#     Set account_replication_type to ZRS, GZRS or RAGZRS, or to GRS or RAGRS across regions.
#   controls:
#     nist_800_53: [CP-6, CP-7]
#     iso_27001: [A.8.14]
package syndic.policies.terraform.azure_storage_redundant

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["account_replication_type"], ["ZRS", "GZRS", "RAGZRS", "GRS", "RAGRS"], "it is gone while one data centre is")
}
