# METADATA
# title: No pod shares the namespaces of its node
# description: >-
#   It would see the processes, the network or the memory of everything on the node.
# custom:
#   severity: critical
#   fix: >-
#     Remove hostNetwork, hostPID and hostIPC.
#   controls:
#     nist_800_53: [AC-6, SC-39]
#     iso_27001: [A.8.9, A.8.22]
package syndic.policies.kubernetes.no_host_namespaces

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	some name in ["hostNetwork", "hostPID", "hostIPC"]
	workload.pod[name] == true
	found := finding.violation(workload.id, array.concat(workload.path, [name]), "it shares a namespace of its node")
}
