package syndic.frameworks.nist_ai_rmf.measure_1_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_1_3
import rego.v1

required_facts := [
	"performance.independent_evaluation",
	"lifecycle.experts_consulted",
]

required_dates := [
	"performance.evaluated_on",
]

test_pass_when_everything_holds if {
	measure_1_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_1_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 1.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_1_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := measure_1_3.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 1.3: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := measure_1_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_evaluated_on_is_over_half_a_year_old_for_high_risk if {
	result := measure_1_3.result with input as fixtures.system_with([fixtures.fact("performance.evaluated_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["MEASURE 1.3: assessments are regular: performance.evaluated_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_evaluated_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("performance.evaluated_on", "2026-04-15")]
	measure_1_3.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_pass_before_testing_whatever_the_dates_are if {
	every path in ["performance.evaluated_on"] {
		measure_1_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development"), fixtures.fact(path, "2025-01-15")])
	}
}

test_pass_for_a_limited_risk_system_whatever_the_facts_are if {
	every path in ["lifecycle.experts_consulted"] {
		measure_1_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.risk_tier("limited"), fixtures.fact(path, false)])
	}
}

test_not_applicable_for_a_retired_system if {
	result := measure_1_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 1.3: the system is retired"]
}

test_not_applicable_in_design if {
	result := measure_1_3.result with input as fixtures.system_with([fixtures.lifecycle("design")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 1.3: the system is only designed, there is nothing to evaluate yet"]
}

test_pass_from_development_on if {
	measure_1_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development")])
}
