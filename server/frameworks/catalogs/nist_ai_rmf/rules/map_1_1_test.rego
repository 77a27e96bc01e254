package syndic.frameworks.nist_ai_rmf.map_1_1_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_1_1
import rego.v1

required_facts := [
	"documentation.intended_purpose",
	"documentation.limitations",
	"governance.legal_requirements_identified",
]

test_pass_when_everything_holds if {
	map_1_1.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_1_1.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 1.1: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_1_1.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := map_1_1.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_fail_when_no_affected_group_is_named_though_persons_are_affected if {
	result := map_1_1.result with input as fixtures.system_with([fixtures.fact("scope.affected_groups", [])])
	result.outcome == "fail"
	result.reasons == ["MAP 1.1: affected groups are named: scope.affected_groups is empty"]
}

test_needs_evidence_while_affected_groups_are_unknown if {
	result := map_1_1.result with input as fixtures.system_without_fact("scope.affected_groups")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.affected_groups"]
}

test_pass_without_affected_groups_when_output_has_no_effect if {
	changes := [fixtures.fact("scope.affected_groups", []), fixtures.fact("scope.decision_effect", "none")]
	map_1_1.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_not_applicable_for_a_retired_system if {
	result := map_1_1.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 1.1: the system is retired"]
}
