# METADATA
# title: Registries survive the loss of a zone
# description: >-
#   Without images no node that starts can run anything.
# custom:
#   severity: medium
#   fix: >-
#     Set zone_redundancy_enabled = true.
#   controls:
#     nist_800_53: [CP-7]
#     iso_27001: [A.8.14]
package syndic.policies.terraform.azure_registry_multiple_zones

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_container_registry")
	finding := terraform.require_one_of(resource, ["zone_redundancy_enabled"], [true], "it is gone while one zone is")
}
