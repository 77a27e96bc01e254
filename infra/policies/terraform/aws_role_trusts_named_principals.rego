# METADATA
# title: Roles say who may assume them
# description: >-
#   A role that everybody may assume belongs to everybody.
# custom:
#   severity: critical
#   fix: >-
#     Name the accounts, roles or services in Principal.
#   controls:
#     nist_800_53: [AC-3, AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.terraform.aws_role_trusts_named_principals

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_iam_role")
	some statement in terraform.statements(resource.values.assume_role_policy)
	statement.allows
	count(statement.conditions) == 0
	some principal in statement.principals
	principal in {"*", "AWS:*"}
	finding := terraform.violation(resource, ["assume_role_policy"], "everybody may assume it")
}

findings contains finding if {
	some resource in terraform.resources("aws_iam_role")
	terraform.at(resource, ["assume_role_policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["assume_role_policy"], "everybody may assume it")
}
