# METADATA
# title: Processes cannot gain rights
# description: >-
#   A program with the setuid bit would make root of whoever gets in.
# custom:
#   severity: high
#   fix: >-
#     Set securityContext.allowPrivilegeEscalation: false.
#   controls:
#     nist_800_53: [AC-6, CM-7]
#     iso_27001: [A.8.2, A.8.9]
package syndic.policies.kubernetes.no_privilege_escalation

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	context := object.get(entry.container, "securityContext", {})
	object.get(context, "allowPrivilegeEscalation", null) != false
	problem := sprintf("the container %s may gain rights", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "allowPrivilegeEscalation"]), problem)
}
