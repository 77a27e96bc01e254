package syndic.frameworks.nist_ai_rmf.map_3_5_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_3_5
import rego.v1

required_facts := [
	"oversight.processes_defined",
	"oversight.override_possible",
	"oversight.automation_bias_addressed",
	"oversight.stop_control",
]

test_pass_when_everything_holds if {
	map_3_5.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_3_5.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.5: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_3_5.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_when_output_has_no_effect_whatever_the_facts_are if {
	every path in ["oversight.override_possible", "oversight.automation_bias_addressed"] {
		map_3_5.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "none"), fixtures.fact(path, false)])
	}
}

test_pass_when_output_only_advises_whatever_the_facts_are if {
	every path in ["oversight.stop_control"] {
		map_3_5.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "advisory"), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := map_3_5.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_fail_without_override_when_output_only_advises if {
	changes := [fixtures.fact("scope.decision_effect", "advisory"), fixtures.fact("oversight.override_possible", false)]
	map_3_5.result.outcome == "fail" with input as fixtures.system_with(changes)
}

test_not_applicable_for_a_retired_system if {
	result := map_3_5.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 3.5: the system is retired"]
}
