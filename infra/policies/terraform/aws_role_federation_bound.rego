# METADATA
# title: Roles for federated identities name whose they are
# description: >-
#   Without a condition on the subject, every workload or repository of the same identity provider may assume
#   the role.
# custom:
#   severity: critical
#   fix: >-
#     Add a condition on the claim sub of the provider that names the repository or service account.
#   controls:
#     nist_800_53: [AC-3, IA-2]
#     iso_27001: [A.5.16, A.8.5]
package syndic.policies.terraform.aws_role_federation_bound

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_iam_role")
	some statement in terraform.statements(resource.values.assume_role_policy)
	statement.allows
	"sts:AssumeRoleWithWebIdentity" in statement.actions
	not names_subject(statement)
	not compares_unknown_claim(statement)
	finding := terraform.violation(resource, ["assume_role_policy"], "every identity of its provider may assume it")
}

findings contains finding if {
	some resource in terraform.resources("aws_iam_role")
	some statement in terraform.statements(resource.values.assume_role_policy)
	statement.allows
	"sts:AssumeRoleWithWebIdentity" in statement.actions
	not names_subject(statement)
	compares_unknown_claim(statement)
	finding := terraform.undecided(resource, ["assume_role_policy"], "every identity of its provider may assume it")
}

findings contains finding if {
	some resource in terraform.resources("aws_iam_role")
	terraform.at(resource, ["assume_role_policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["assume_role_policy"], "every identity of its provider may assume it")
}

names_subject(statement) if {
	some operator, claims in statement.conditions
	startswith(operator, "String")
	some claim, subjects in claims
	endswith(claim, ":sub")
	every subject in terraform.list(subjects) {
		subject != "*"
	}
}

# The claims of a cluster that does not exist yet have no name yet. What is compared with them has: nothing but the
# subject of a token is a service account.
names_subject(statement) if {
	some operator, claims in statement.conditions
	startswith(operator, "String")
	some claim, subjects in claims
	startswith(claim, unknown_claim)
	every subject in terraform.list(subjects) {
		regex.match(`^system:serviceaccount:[a-z0-9-]+:[a-z0-9-]+$`, subject)
	}
}

compares_unknown_claim(statement) if {
	some operator, claims in statement.conditions
	startswith(operator, "String")
	some claim, _ in claims
	startswith(claim, unknown_claim)
}

# As infra/policies/policy_documents.py writes a name that is unknown until apply.
unknown_claim := "(unknown until apply)"
