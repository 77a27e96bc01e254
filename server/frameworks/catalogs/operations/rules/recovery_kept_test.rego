package syndic.frameworks.operations.recovery_kept_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.recovery_kept
import rego.v1

test_pass_when_everything_holds if {
	recovery_kept.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_the_drill_took_too_long if {
	result := recovery_kept.result with input as fixtures.with_changed({"03 drill": {"details": {"recovery_seconds": 901}}})
	result.outcome == "fail"
	result.reasons == ["REC 4: the drill of 2026-11-12 took 901 s, and 900 s are promised"]
}

test_fail_when_a_failover_took_too_long if {
	failover := object.union(
		fixtures.record("failover", "production", "2026-11-15T07:00:00Z", {}),
		{"finished_at": "2026-11-15T07:20:00Z"},
	)
	result := recovery_kept.result with input as fixtures.with_changed({"04 failover": failover})
	result.outcome == "fail"
	result.reasons == ["REC 4: the failover of 2026-11-15 took 1200 s, and 900 s are promised"]
}

test_fail_when_rows_were_lost_that_waited if {
	result := recovery_kept.result with input as fixtures.with_changed({"03 drill": {"details": {"lost_rows": 3}}})
	result.outcome == "fail"
	result.reasons == ["REC 4: the drill of 2026-11-12 lost 3 acknowledged rows"]
}

test_fail_when_rows_were_lost_and_none_may_be if {
	tree := object.union(
		fixtures.with_changed({"03 drill": {"details": {"lost_rows": 3, "synchronous": false}}}),
		{"facts": {"operations": {"recovery_point_seconds": 0}}},
	)
	recovery_kept.result.outcome == "fail" with input as tree
}

test_pass_when_rows_may_be_lost if {
	tree := fixtures.with_changed({"03 drill": {"details": {"lost_rows": 3, "synchronous": false}}})
	recovery_kept.result.outcome == "pass" with input as tree
}

test_fail_when_it_is_not_said_how_long_it_took if {
	result := recovery_kept.result with input as fixtures.with_changed({"03 drill": {"details": {"recovery_seconds": "soon"}}})
	result.outcome == "fail"
	result.reasons == ["REC 4: the drill of 2026-11-12 does not say how long it took"]
}

test_needs_evidence_without_a_drill_of_a_region if {
	every tree in [fixtures.without({"03 drill"}), fixtures.with_changed({"03 drill": {"details": {"scenario": "wrong-delete"}}})] {
		result := recovery_kept.result with input as tree
		result.outcome == "needs_evidence"
		result.needs == ["operation:drill"]
	}
}

test_needs_evidence_while_recovery_time_seconds_is_unknown if {
	result := recovery_kept.result with input as fixtures.without_fact("recovery_time_seconds")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.recovery_time_seconds"]
}

test_needs_evidence_while_recovery_point_seconds_is_unknown if {
	result := recovery_kept.result with input as fixtures.without_fact("recovery_point_seconds")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.recovery_point_seconds"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := recovery_kept.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := recovery_kept.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["REC 4: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := recovery_kept.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["REC 4: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := recovery_kept.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("REC 4: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
