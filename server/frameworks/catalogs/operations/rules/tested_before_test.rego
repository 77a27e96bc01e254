package syndic.frameworks.operations.tested_before_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.tested_before
import rego.v1

test_pass_when_everything_holds if {
	tested_before.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_stage_did_not_pass if {
	every name, sentence in {
		"04 check": "check did not pass in ci",
		"05 test": "test did not pass in ci",
		"08 smoke": "smoke did not pass in staging",
		"09 integration": "integration did not pass in staging",
	} {
		every tree in [fixtures.without({name}), fixtures.with_changed({name: {"outcome": "failed"}})] {
			result := tested_before.result with input as tree
			result.outcome == "fail"
			result.reasons == [sprintf("CHG 3: %s before the release of 1.4.0 to production on 2026-11-20", [sentence])]
		}
	}
}

test_fail_when_it_passed_too_late_or_for_another_commit if {
	every change in [{"finished_at": "2026-11-20T10:31:00Z"}, {"details": {"revision": "another"}}] {
		result := tested_before.result with input as fixtures.with_changed({"05 test": change})
		result.outcome == "fail"
	}
}

test_fail_when_it_was_not_released_before if {
	result := tested_before.result with input as fixtures.without({"07 release"})
	result.outcome == "fail"
	result.reasons == ["CHG 3: the version was not released to staging before the release of 1.4.0 to production on 2026-11-20"]
}

test_fail_when_the_last_run_failed if {
	again := object.union(fixtures.stage("test", "ci", "2026-11-20T08:50:00Z", {}), {"outcome": "failed"})
	tested_before.result.outcome == "fail" with input as fixtures.with_changed({"05 test again": again})
}

test_pass_when_a_run_was_repeated if {
	changed := fixtures.with_changed({
		"05 test": {"outcome": "failed"},
		"05 test again": fixtures.stage("test", "ci", "2026-11-20T08:50:00Z", {}),
	})
	tested_before.result.outcome == "pass" with input as changed
}

test_fail_when_changes_are_tried_nowhere if {
	result := tested_before.result with input as fixtures.with_facts({"tried_in": []})
	result.outcome == "fail"
	result.reasons == ["CHG 3: changes are tried nowhere before"]
}

test_needs_evidence_while_tried_in_is_unknown if {
	result := tested_before.result with input as fixtures.without_fact("tried_in")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.tried_in"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := tested_before.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := tested_before.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CHG 3: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := tested_before.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 3: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := tested_before.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CHG 3: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
