package syndic.frameworks.operations.change_approved_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.change_approved
import rego.v1

test_pass_when_everything_holds if {
	change_approved.result.outcome == "pass" with input as fixtures.system
}

test_fail_without_an_approval if {
	result := change_approved.result with input as fixtures.without({"10 approval"})
	result.outcome == "fail"
	result.reasons == ["CHG 1: nobody approved the release of 1.4.0 to production on 2026-11-20"]
}

test_fail_when_the_approval_is_no_approval_of_this_release if {
	every change in [
		{"details": {"revision": "another"}},
		{"details": {"approvers": []}},
		{"details": {"approvers": [""]}},
		{"environment": "staging"},
		{"outcome": "failed"},
		{"finished_at": "2026-11-20T10:30:01Z"},
	] {
		result := change_approved.result with input as fixtures.with_changed({"10 approval": change})
		result.outcome == "fail"
	}
}

test_fail_when_the_commit_of_the_release_is_not_known if {
	changed := fixtures.with_changed({"12 release": {"details": {"new": {"revision": ""}}}, "10 approval": {"details": {"revision": ""}}})
	change_approved.result.outcome == "fail" with input as changed
}

test_fail_when_details_are_not_as_they_should_be if {
	change_approved.result.outcome == "fail" with input as fixtures.with_changed({"10 approval": {"details": {"approvers": "grace"}}})
	change_approved.result.outcome == "fail" with input as fixtures.with_changed({"12 release": {"details": {"new": "1.4.0"}}})
}

test_pass_for_a_release_that_went_back if {
	back := fixtures.with_changed({"12 release": {"details": {"kind": "rollback"}}, "20 release": fixtures.release("production", "2026-11-21T10:00:00Z")})
	change_approved.result.outcome == "pass" with input as back
}

test_needs_evidence_without_a_release if {
	result := change_approved.result with input as fixtures.without({"12 release"})
	result.outcome == "needs_evidence"
	result.needs == ["operation:release"]
}

test_needs_evidence_when_every_release_is_old if {
	change_approved.result.outcome == "needs_evidence" with input as fixtures.late
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := change_approved.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := change_approved.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CHG 1: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := change_approved.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 1: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := change_approved.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CHG 1: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
