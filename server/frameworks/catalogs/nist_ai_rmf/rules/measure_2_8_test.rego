package syndic.frameworks.nist_ai_rmf.measure_2_8_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_8
import rego.v1

required_facts := [
	"governance.accountable_executive",
	"logging.traceable",
	"transparency.users_informed_of_ai",
	"transparency.affected_persons_informed",
	"transparency.explanation_available",
]

test_pass_when_everything_holds if {
	measure_2_8.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_8.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.8: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_8.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_without_interaction_with_people_whatever_the_facts_are if {
	every path in ["transparency.users_informed_of_ai"] {
		measure_2_8.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.interacts_with_people", false), fixtures.fact(path, false)])
	}
}

test_pass_when_output_has_no_effect_whatever_the_facts_are if {
	every path in ["transparency.affected_persons_informed"] {
		measure_2_8.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "none"), fixtures.fact(path, false)])
	}
}

test_pass_when_output_only_advises_whatever_the_facts_are if {
	every path in ["transparency.explanation_available"] {
		measure_2_8.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "advisory"), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_interacts_with_people_is_unknown if {
	result := measure_2_8.result with input as fixtures.system_without_fact("scope.interacts_with_people")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.interacts_with_people"]
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := measure_2_8.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_8.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.8: the system is retired"]
}
