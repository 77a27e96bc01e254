# METADATA
# title: Roles of ours name the actions they allow
# description: >-
#   A wildcard gives rights that nobody decided on, and those of services to come.
# custom:
#   severity: critical
#   fix: >-
#     Name the actions, at most with a wildcard for one provider and read.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.azure_role_names_actions

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_role_definition")
	some permissions in terraform.blocks(resource.values, "permissions")
	some kind in ["actions", "data_actions"]
	some action in terraform.list(object.get(permissions, kind, []))
	is_string(action)
	regex.match(`^(\*|[A-Za-z.]+/\*)$`, action)
	finding := terraform.violation(resource, ["permissions", kind], "it allows every action")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_role_definition")
	some kind in ["actions", "data_actions"]
	terraform.at(resource, ["permissions", kind]) == terraform.unknown
	finding := terraform.undecided(resource, ["permissions", kind], "it allows every action")
}
