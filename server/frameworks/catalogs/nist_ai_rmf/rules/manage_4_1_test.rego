package syndic.frameworks.nist_ai_rmf.manage_4_1_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_4_1
import rego.v1

required_facts := [
	"monitoring.production_monitored",
	"monitoring.feedback_collected",
	"transparency.appeal_process",
	"oversight.override_possible",
	"governance.decommissioning_process",
	"monitoring.incident_response_plan",
	"lifecycle.change_management",
]

test_pass_when_everything_holds if {
	manage_4_1.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_4_1.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 4.1: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_4_1.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_post_market_plan_or_monitoring_report if {
	result := manage_4_1.result with input as fixtures.system_without_evidence(["post_market_plan", "monitoring_report"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:monitoring_report", "evidence:post_market_plan"]
}

test_pass_with_only_monitoring_report if {
	manage_4_1.result.outcome == "pass" with input as fixtures.system_without_evidence(["post_market_plan"])
}

test_pass_when_output_has_no_effect_whatever_the_facts_are if {
	every path in ["transparency.appeal_process", "oversight.override_possible"] {
		manage_4_1.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "none"), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := manage_4_1.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := manage_4_1.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 4.1: the system is retired"]
}

test_not_applicable_before_production if {
	every stage in ["design", "development", "testing"] {
		result := manage_4_1.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MANAGE 4.1: the system is not in production (lifecycle: %s)", [stage])]
	}
}
