# METADATA
# title: Maintenance leaves enough replicas
# description: >-
#   Draining nodes would stop all replicas at once.
# custom:
#   severity: medium
#   fix: >-
#     Add a PodDisruptionBudget whose selector matches the labels of the pods.
#   controls:
#     nist_800_53: [CP-2, CP-10]
#     iso_27001: [A.8.6, A.8.14]
package syndic.policies.kubernetes.disruption_budget

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	workload.kind in {"Deployment", "StatefulSet"}
	object.get(workload, "replicas", null) != 0
	not has_budget(workload)
	found := finding.violation(workload.id, [], "no PodDisruptionBudget covers it")
}

has_budget(workload) if {
	some budget in input.objects
	budget.kind == "PodDisruptionBudget"
	budget.namespace == workload.namespace
	every name, value in budget.manifest.spec.selector.matchLabels {
		workload.labels[name] == value
	}
}
