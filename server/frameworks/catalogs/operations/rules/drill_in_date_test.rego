package syndic.frameworks.operations.drill_in_date_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.drill_in_date
import rego.v1

test_pass_when_everything_holds if {
	drill_in_date.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_it_failed if {
	result := drill_in_date.result with input as fixtures.with_changed({"03 drill": {"outcome": "failed"}})
	result.outcome == "fail"
	result.reasons == ["REC 3: the drill of 2026-11-12 failed"]
}

test_fail_when_it_is_long_ago if {
	drill_in_date.result.outcome == "fail" with input as fixtures.late
}

test_needs_evidence_without_a_drill if {
	result := drill_in_date.result with input as fixtures.without({"03 drill"})
	result.outcome == "needs_evidence"
	result.needs == ["operation:drill"]
}

test_needs_evidence_when_it_was_elsewhere if {
	drill_in_date.result.outcome == "needs_evidence" with input as fixtures.with_changed({"03 drill": {"environment": "development"}})
}

test_needs_evidence_while_drill_interval_days_is_unknown if {
	result := drill_in_date.result with input as fixtures.without_fact("drill_interval_days")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.drill_interval_days"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := drill_in_date.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := drill_in_date.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["REC 3: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := drill_in_date.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["REC 3: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := drill_in_date.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("REC 3: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
