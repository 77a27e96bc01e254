# METADATA
# title: Policies name the roles that may be passed on
# description: >-
#   Whoever may pass any role to a service can have that service act with the rights of an administrator.
# custom:
#   severity: high
#   fix: >-
#     Name the roles that iam:PassRole is for.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.aws_policy_no_role_passing

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	some statement in terraform.statements(resource.values.policy)
	statement.allows
	"*" in statement.resources
	some action in statement.actions
	action in {"iam:PassRole", "iam:*", "*"}
	finding := terraform.violation(resource, ["policy"], "the policy lets any role be passed on")
}

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	terraform.at(resource, ["policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["policy"], "the policy lets any role be passed on")
}

# Types whose attribute `policy` gives rights to whoever holds it.
types := ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]
