# METADATA
# title: No role reads the Secrets of every namespace
# description: >-
#   Whoever may read every Secret has every right.
# custom:
#   severity: high
#   fix: >-
#     Use a Role in the namespace, and name the Secrets in resourceNames.
#   controls:
#     nist_800_53: [AC-6, IA-5]
#     iso_27001: [A.5.15, A.8.3]
package syndic.policies.kubernetes.role_not_all_secrets

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some role in input.objects
	role.kind == "ClusterRole"
	some position, rule in role.manifest.rules
	"secrets" in rule.resources
	count(object.get(rule, "resourceNames", [])) == 0
	some verb in rule.verbs
	verb in {"get", "list", "watch", "*"}
	found := finding.violation(role.id, ["rules", position], "it reads the Secrets of every namespace")
}
