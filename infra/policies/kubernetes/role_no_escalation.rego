# METADATA
# title: No role leads to the rights of others
# description: >-
#   Who may bind roles, act as others or run commands in pods has the rights of those.
# custom:
#   severity: high
#   fix: >-
#     Remove escalate, bind and impersonate, and the right to create pods/exec and tokens.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.kubernetes.role_no_escalation

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some role in input.objects
	role.kind in {"Role", "ClusterRole"}
	some position, rule in role.manifest.rules
	leads_on(rule)
	found := finding.violation(role.id, ["rules", position], "it leads to the rights of others")
}

leads_on(rule) if {
	some verb in rule.verbs
	verb in {"escalate", "bind", "impersonate"}
}

leads_on(rule) if {
	some resource in rule.resources
	resource in {"pods/exec", "pods/attach", "serviceaccounts/token", "nodes/proxy"}
	some verb in rule.verbs
	verb in {"create", "get", "*"}
}
