package syndic.frameworks.operations.drift_watched_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.drift_watched
import rego.v1

test_pass_when_everything_holds if {
	drift_watched.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_there_was_drift if {
	result := drift_watched.result with input as fixtures.with_changed({"14 drift": {"outcome": "failed"}})
	result.outcome == "fail"
	result.reasons == ["CFG 1: the comparison of 2026-11-22 did not find what is declared"]
}

test_fail_when_nobody_looked_lately if {
	result := drift_watched.result with input as fixtures.late
	result.outcome == "fail"
	result.reasons == ["CFG 1: infrastructure is compared with its declaration: the newest is of 2026-11-22, and one is due every 1 days"]
}

test_needs_evidence_when_nobody_ever_looked if {
	result := drift_watched.result with input as fixtures.without({"14 drift"})
	result.outcome == "needs_evidence"
	result.needs == ["operation:drift"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := drift_watched.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := drift_watched.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CFG 1: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := drift_watched.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CFG 1: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := drift_watched.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CFG 1: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
