# METADATA
# title: No pod mounts files of its node
# description: >-
#   Files of the node hold the keys of every pod on it.
# custom:
#   severity: critical
#   fix: >-
#     Use a PersistentVolumeClaim, an emptyDir or a projected volume.
#   controls:
#     nist_800_53: [AC-6, SC-39]
#     iso_27001: [A.8.3, A.8.9]
package syndic.policies.kubernetes.no_host_path

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	some position, volume in object.get(workload.pod, "volumes", [])
	volume.hostPath
	found := finding.violation(workload.id, array.concat(workload.path, ["volumes", position]), "it mounts files of its node")
}
