package syndic.frameworks.operations.availability_kept_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.availability_kept
import rego.v1

test_pass_when_everything_holds if {
	availability_kept.result.outcome == "pass" with input as fixtures.system
}

objective(changes) := fixtures.with_changed({"16 objectives": {"details": {"objectives": [object.union(
	fixtures.operations["16 objectives"].details.objectives[0],
	changes,
)]}}})

test_fail_when_one_is_broken if {
	result := availability_kept.result with input as objective({"achieved": 0.9, "broken": true})
	result.outcome == "fail"
	result.reasons == ["AVL 1: availability is broken: 0.9 of 0.999"]
}

test_fail_when_less_is_measured_than_promised if {
	result := availability_kept.result with input as objective({"target": 0.99})
	result.outcome == "fail"
	result.reasons == ["AVL 1: 99.9% are promised, and 99% are measured"]
}

test_fail_when_nobody_measured_lately if {
	availability_kept.result.outcome == "fail" with input as fixtures.late
}

test_needs_evidence_when_nothing_was_measured if {
	every tree in [
		fixtures.without({"16 objectives"}),
		objective({"achieved": null}),
		fixtures.with_changed({"16 objectives": {"details": {"objectives": []}}}),
	] {
		result := availability_kept.result with input as tree
		result.outcome == "needs_evidence"
		result.needs == ["operation:objectives"]
	}
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := availability_kept.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := availability_kept.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["AVL 1: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := availability_kept.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["AVL 1: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := availability_kept.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("AVL 1: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
