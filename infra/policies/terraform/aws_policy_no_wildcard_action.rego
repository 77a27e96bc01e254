# METADATA
# title: Policies name the actions they allow
# description: >-
#   A wildcard gives rights that nobody decided on, and those of services to come.
# custom:
#   severity: critical
#   fix: >-
#     Name the actions that are needed, at most with a prefix such as s3:Get*.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.aws_policy_no_wildcard_action

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	some statement in terraform.statements(resource.values.policy)
	statement.allows
	too_wide(statement)
	finding := terraform.violation(resource, ["policy"], "the policy allows every action of a service")
}

findings contains finding if {
	some type in types
	some resource in terraform.resources(type)
	terraform.at(resource, ["policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["policy"], "the policy allows every action of a service")
}

# Types whose attribute `policy` gives rights to whoever holds it.
types := ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]

too_wide(statement) if {
	some action in statement.actions
	regex.match(`^(\*|[a-zA-Z0-9-]+:\*)$`, action)
}

# All actions but some are an open end too.
too_wide(statement) if count(statement.all_but) > 0
