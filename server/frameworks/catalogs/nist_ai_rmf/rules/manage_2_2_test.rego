package syndic.frameworks.nist_ai_rmf.manage_2_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_2_2
import rego.v1

required_facts := [
	"monitoring.value_sustained",
	"lifecycle.operation_plan",
]

required_dates := [
	"monitoring.reviewed_on",
]

test_pass_when_everything_holds if {
	manage_2_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_2_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 2.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_2_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := manage_2_2.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 2.2: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := manage_2_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_reviewed_on_is_over_half_a_year_old_for_high_risk if {
	result := manage_2_2.result with input as fixtures.system_with([fixtures.fact("monitoring.reviewed_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["MANAGE 2.2: mechanisms are applied: monitoring.reviewed_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_reviewed_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("monitoring.reviewed_on", "2026-04-15")]
	manage_2_2.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_not_applicable_for_a_retired_system if {
	result := manage_2_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 2.2: the system is retired"]
}

test_not_applicable_before_production if {
	every stage in ["design", "development", "testing"] {
		result := manage_2_2.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MANAGE 2.2: the system is not in production (lifecycle: %s)", [stage])]
	}
}
