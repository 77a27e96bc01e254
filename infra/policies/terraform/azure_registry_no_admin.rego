# METADATA
# title: Registries have no administrator account
# description: >-
#   Its password is shared, gives every right and is not tied to a person.
# custom:
#   severity: high
#   fix: >-
#     Leave admin_enabled at false.
#   controls:
#     nist_800_53: [AC-2, IA-2]
#     iso_27001: [A.5.16, A.5.17]
package syndic.policies.terraform.azure_registry_no_admin

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_container_registry")
	finding := terraform.require_one_of(resource, ["admin_enabled"], [false, null], "its administrator account can be used")
}
