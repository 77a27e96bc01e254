# METADATA
# title: No container is privileged
# description: >-
#   A privileged container is root on its node.
# custom:
#   severity: critical
#   fix: >-
#     Remove securityContext.privileged.
#   controls:
#     nist_800_53: [AC-6, CM-7]
#     iso_27001: [A.8.2, A.8.9]
package syndic.policies.kubernetes.not_privileged

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	entry.container.securityContext.privileged == true
	problem := sprintf("the container %s is privileged", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "privileged"]), problem)
}
