# METADATA
# title: No container lets everybody in
# description: >-
#   Everybody on the internet could read its blobs.
# custom:
#   severity: critical
#   fix: >-
#     Leave container_access_type at private.
#   controls:
#     nist_800_53: [AC-3, AC-6]
#     iso_27001: [A.5.15, A.8.3]
#   unknown: block
package syndic.policies.terraform.azure_container_private

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_container")
	finding := terraform.require_one_of(resource, ["container_access_type"], ["private", null], "everybody can read it")
}
