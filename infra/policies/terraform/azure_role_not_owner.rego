# METADATA
# title: No broad role is given away
# description: >-
#   Owners and contributors may change everything in the scope, and owners give themselves more.
# custom:
#   severity: high
#   fix: >-
#     Give a role that is made for the task.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.azure_role_not_owner

import data.syndic.policies.library.terraform
import rego.v1

broad := {"Owner", "Contributor", "User Access Administrator", "Role Based Access Control Administrator"}

findings contains finding if {
	some resource in terraform.resources("azurerm_role_assignment")
	resource.values.role_definition_name in broad
	object.get(resource.values, "condition", null) == null
	finding := terraform.violation(resource, ["role_definition_name"], "it gives rights over everything in its scope")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_role_assignment")
	terraform.at(resource, ["role_definition_name"]) == terraform.unknown
	finding := terraform.undecided(resource, ["role_definition_name"], "it gives rights over everything in its scope")
}
