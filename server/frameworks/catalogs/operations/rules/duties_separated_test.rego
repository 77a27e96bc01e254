package syndic.frameworks.operations.duties_separated_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.duties_separated
import rego.v1

test_pass_when_everything_holds if {
	duties_separated.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_the_author_approved if {
	result := duties_separated.result with input as fixtures.with_changed({"10 approval": {"details": {"approvers": ["Ada"]}}})
	result.outcome == "fail"
	result.reasons == ["CHG 2: nobody but its author and who asked for it approved the release of 1.4.0 to production on 2026-11-20"]
}

test_fail_when_who_asked_for_it_approved if {
	changed := fixtures.with_changed({"10 approval": {"details": {"requested_by": "grace"}}})
	duties_separated.result.outcome == "fail" with input as changed
}

test_fail_when_the_author_is_not_known if {
	duties_separated.result.outcome == "fail" with input as fixtures.with_changed({"10 approval": {"details": {"author": ""}}})
	duties_separated.result.outcome == "fail" with input as fixtures.with_changed({"10 approval": {"details": {"author": ["ada"]}}})
}

test_fail_when_the_approver_has_no_name if {
	duties_separated.result.outcome == "fail" with input as fixtures.with_changed({"10 approval": {"details": {"approvers": [""]}}})
}

test_fail_without_an_approval if {
	duties_separated.result.outcome == "fail" with input as fixtures.without({"10 approval"})
}

test_pass_when_one_of_several_is_somebody_else if {
	changed := fixtures.with_changed({"10 approval": {"details": {"approvers": ["ada", "grace"]}}})
	duties_separated.result.outcome == "pass" with input as changed
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := duties_separated.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := duties_separated.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CHG 2: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := duties_separated.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 2: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := duties_separated.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CHG 2: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
