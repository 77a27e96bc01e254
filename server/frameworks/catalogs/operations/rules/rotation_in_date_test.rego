package syndic.frameworks.operations.rotation_in_date_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.rotation_in_date
import rego.v1

test_pass_when_everything_holds if {
	rotation_in_date.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_one_is_overdue if {
	result := rotation_in_date.result with input as fixtures.with_facts({"database_roles_days": 7})
	result.outcome == "fail"
	result.reasons == ["SEC 1: database/api was replaced on 2026-11-10, more than 7 days ago"]
}

test_fail_when_another_secret_of_the_kind_is_overdue if {
	old := fixtures.record("rotation", "production", "2026-09-01T05:00:00Z", {"secret": "database/worker", "kind": "database_roles"})
	result := rotation_in_date.result with input as fixtures.with_changed({"00 rotation": old})
	result.outcome == "fail"
	result.reasons == ["SEC 1: database/worker was replaced on 2026-09-01, more than 30 days ago"]
}

test_pass_when_it_was_replaced_again if {
	old := fixtures.record("rotation", "production", "2026-09-01T05:00:00Z", {"secret": "database/api", "kind": "database_roles"})
	rotation_in_date.result.outcome == "pass" with input as fixtures.with_changed({"00 rotation": old})
}

test_needs_evidence_of_a_kind_that_was_never_replaced if {
	every tree in [
		fixtures.with_facts({"api_tokens_days": 90}),
		fixtures.with_changed({"01 rotation": {"outcome": "failed"}}),
	] {
		result := rotation_in_date.result with input as tree
		result.outcome == "needs_evidence"
		result.needs == ["operation:rotation"]
	}
}

test_needs_evidence_without_any_longest_age if {
	result := rotation_in_date.result with input as json.remove(fixtures.system, [
		"facts/operations/database_roles_days",
		"facts/operations/session_signing_keys_days",
	])
	result.outcome == "needs_evidence"
	"fact:operations.database_roles_days" in result.needs
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := rotation_in_date.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := rotation_in_date.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["SEC 1: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := rotation_in_date.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["SEC 1: none of the environments whose operations are recorded here runs the system"]
}

test_pass_for_one_that_is_tried if {
	rotation_in_date.result.outcome == "pass" with input as fixtures.lifecycle("testing")
}
