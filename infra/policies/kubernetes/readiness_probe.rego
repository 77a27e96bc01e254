# METADATA
# title: Containers say when they are ready
# description: >-
#   Requests would reach a process that cannot answer yet, with every release.
# custom:
#   severity: medium
#   fix: >-
#     Add readinessProbe.
#   controls:
#     nist_800_53: [SI-13, CP-10]
#     iso_27001: [A.8.6, A.8.14]
package syndic.policies.kubernetes.readiness_probe

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	not entry.init
	entry.kind in {"Deployment", "StatefulSet", "DaemonSet"}
	not entry.container.readinessProbe
	problem := sprintf("the container %s has no readiness probe", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, []), problem)
}
