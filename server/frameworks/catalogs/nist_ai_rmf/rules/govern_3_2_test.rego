package syndic.frameworks.nist_ai_rmf.govern_3_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_3_2
import rego.v1

required_facts := [
	"governance.roles_assigned",
	"oversight.processes_defined",
	"oversight.overseers_assigned",
]

test_pass_when_everything_holds if {
	govern_3_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_3_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 3.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_3_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_when_output_has_no_effect_whatever_the_facts_are if {
	every path in ["oversight.overseers_assigned"] {
		govern_3_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "none"), fixtures.fact(path, false)])
	}
}

test_pass_before_testing_whatever_the_facts_are if {
	every path in ["oversight.overseers_assigned"] {
		govern_3_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development"), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := govern_3_2.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := govern_3_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 3.2: the system is retired"]
}
