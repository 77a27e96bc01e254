package syndic.frameworks.nist_ai_rmf.manage_2_4_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_2_4
import rego.v1

required_facts := [
	"monitoring.deactivation_possible",
	"governance.roles_assigned",
	"oversight.stop_control",
	"lifecycle.intended_use_monitored",
]

test_pass_when_everything_holds if {
	manage_2_4.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_2_4.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 2.4: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_2_4.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_when_output_only_advises_whatever_the_facts_are if {
	every path in ["oversight.stop_control"] {
		manage_2_4.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "advisory"), fixtures.fact(path, false)])
	}
}

test_pass_before_production_whatever_the_facts_are if {
	every path in ["lifecycle.intended_use_monitored"] {
		manage_2_4.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := manage_2_4.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := manage_2_4.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 2.4: the system is retired"]
}

test_not_applicable_before_testing if {
	every stage in ["design", "development"] {
		result := manage_2_4.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MANAGE 2.4: the system has not reached testing (lifecycle: %s)", [stage])]
	}
}

test_pass_from_testing_on if {
	manage_2_4.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing")])
}
