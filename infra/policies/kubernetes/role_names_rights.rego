# METADATA
# title: Roles name what they allow
# description: >-
#   A wildcard gives rights that nobody decided on, and those over kinds to come.
# custom:
#   severity: critical
#   fix: >-
#     Name apiGroups, resources and verbs.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.kubernetes.role_names_rights

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some role in input.objects
	role.kind in {"Role", "ClusterRole"}
	some position, rule in role.manifest.rules
	some part in ["resources", "verbs", "apiGroups"]
	"*" in object.get(rule, part, [])
	found := finding.violation(role.id, ["rules", position, part], "it allows everything")
}
