# METADATA
# title: Registries let nobody in unnamed
# description: >-
#   Images hold our programs and where they connect to.
# custom:
#   severity: high
#   fix: >-
#     Leave anonymous_pull_enabled at false.
#   controls:
#     nist_800_53: [AC-3]
#     iso_27001: [A.5.15, A.8.3]
package syndic.policies.terraform.azure_registry_no_anonymous_pull

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_container_registry")
	finding := terraform.require_one_of(resource, ["anonymous_pull_enabled"], [false, null], "everybody can pull its images")
}
