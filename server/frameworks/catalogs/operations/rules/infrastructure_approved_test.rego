package syndic.frameworks.operations.infrastructure_approved_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.infrastructure_approved
import rego.v1

test_pass_when_everything_holds if {
	infrastructure_approved.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_nobody_else_approved if {
	every change in [{"approver": null}, {"approver": ""}, {"approver": "Ada"}] {
		result := infrastructure_approved.result with input as fixtures.with_changed({"13 infrastructure": {"details": change}})
		result.outcome == "fail"
		result.reasons == ["CHG 5: nobody but who planned it approved the change of 2026-11-20"]
	}
}

test_fail_when_a_change_that_failed_was_not_approved if {
	changed := fixtures.with_changed({"13 infrastructure": {"outcome": "failed", "details": {"approver": null}}})
	infrastructure_approved.result.outcome == "fail" with input as changed
}

test_not_applicable_when_nothing_was_changed if {
	result := infrastructure_approved.result with input as fixtures.without({"13 infrastructure"})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 5: no infrastructure was changed in the last 90 days"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := infrastructure_approved.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := infrastructure_approved.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CHG 5: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := infrastructure_approved.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 5: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := infrastructure_approved.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CHG 5: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
