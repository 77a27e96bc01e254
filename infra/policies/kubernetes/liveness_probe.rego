# METADATA
# title: Containers that hang are restarted
# description: >-
#   A process that hangs would hang until somebody notices.
# custom:
#   severity: low
#   fix: >-
#     Add livenessProbe, with a startupProbe where the start takes long.
#   controls:
#     nist_800_53: [SI-13, CP-10]
#     iso_27001: [A.8.6, A.8.14]
package syndic.policies.kubernetes.liveness_probe

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	not entry.init
	entry.kind in {"Deployment", "StatefulSet", "DaemonSet"}
	not entry.container.livenessProbe
	problem := sprintf("the container %s has no liveness probe", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, []), problem)
}
