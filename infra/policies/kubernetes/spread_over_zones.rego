# METADATA
# title: Replicas stand in several zones
# description: >-
#   The loss of one zone or node would take all of them.
# custom:
#   severity: medium
#   fix: >-
#     Add topologySpreadConstraints over topology.kubernetes.io/zone.
#   controls:
#     nist_800_53: [CP-7, SC-36]
#     iso_27001: [A.8.14]
package syndic.policies.kubernetes.spread_over_zones

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	workload.kind in {"Deployment", "StatefulSet"}
	object.get(workload, "replicas", null) != 0
	not spreads(workload.pod)
	found := finding.violation(workload.id, workload.path, "nothing spreads its replicas over zones")
}

spreads(pod) if {
	some constraint in pod.topologySpreadConstraints
	constraint.topologyKey == "topology.kubernetes.io/zone"
}

spreads(pod) if {
	some kind in ["requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution"]
	some term in pod.affinity.podAntiAffinity[kind]
	object.get(term, "podAffinityTerm", term).topologyKey == "topology.kubernetes.io/zone"
}
