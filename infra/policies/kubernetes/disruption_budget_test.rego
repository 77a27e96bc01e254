package syndic.policies.kubernetes.disruption_budget_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.disruption_budget
import rego.v1

test_a_workload_without_budget_violates if {
	found := disruption_budget.findings with input as given.pod({})
	given.violates(found)
}

test_a_budget_for_others_does_not_count if {
	found := disruption_budget.findings with input as with_budget({"app": "other"})
	given.violates(found)
}

test_a_workload_with_budget_passes if {
	found := disruption_budget.findings with input as with_budget({"app": "example"})
	count(found) == 0
}

with_budget(labels) := object.union(given.pod({}), {"objects": given.applied({
	"kind": "PodDisruptionBudget",
	"name": "example",
	"spec": {"minAvailable": 1, "selector": {"matchLabels": labels}},
}).objects})
