package syndic.frameworks.nist_ai_rmf.measure_2_11_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_11
import rego.v1

required_facts := [
	"data.bias_examined",
	"data.bias_mitigated",
]

required_dates := [
	"performance.fairness_evaluated_on",
]

test_pass_when_everything_holds if {
	measure_2_11.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_11.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.11: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_11.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := measure_2_11.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.11: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := measure_2_11.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_fairness_evaluated_on_is_over_half_a_year_old_for_high_risk if {
	result := measure_2_11.result with input as fixtures.system_with([fixtures.fact("performance.fairness_evaluated_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["MEASURE 2.11: fairness is evaluated regularly: performance.fairness_evaluated_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_fairness_evaluated_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("performance.fairness_evaluated_on", "2026-04-15")]
	measure_2_11.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_pass_before_testing_whatever_the_dates_are if {
	every path in ["performance.fairness_evaluated_on"] {
		measure_2_11.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development"), fixtures.fact(path, "2025-01-15")])
	}
}

test_fail_when_the_fairness_gap_is_wide if {
	result := measure_2_11.result with input as fixtures.system_with([fixtures.metric("fairness_gap", 0.25)])
	result.outcome == "fail"
	result.reasons == ["MEASURE 2.11: outcomes are fair: metric fairness_gap is 0.25, above 0.1"]
}

test_pass_when_the_fairness_gap_is_at_the_bound if {
	measure_2_11.result.outcome == "pass" with input as fixtures.system_with([fixtures.metric("fairness_gap", 0.1)])
}

test_fail_when_the_fairness_gap_is_out_of_date if {
	stale := fixtures.metric_reported_at("fairness_gap", "2026-01-05T00:00:00Z")
	measure_2_11.result.outcome == "fail" with input as fixtures.system_with([stale])
}

test_needs_evidence_without_a_fairness_gap_in_production if {
	result := measure_2_11.result with input as fixtures.system_without_metric("fairness_gap")
	result.outcome == "needs_evidence"
	result.needs == ["metric:fairness_gap"]
}

test_pass_without_a_fairness_gap_before_production if {
	testing := object.union(fixtures.system_without_metric("fairness_gap"), fixtures.lifecycle("testing"))
	measure_2_11.result.outcome == "pass" with input as testing
}

test_fail_for_affected_groups_though_no_decision_is_made if {
	changes := [fixtures.fact("scope.decision_effect", "none"), fixtures.fact("data.bias_examined", false)]
	measure_2_11.result.outcome == "fail" with input as fixtures.system_with(changes)
}

test_not_applicable_when_nobody_is_affected if {
	changes := [fixtures.fact("scope.decision_effect", "none"), fixtures.fact("scope.affected_groups", [])]
	result := measure_2_11.result with input as fixtures.system_with(changes)
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.11: the system has no effect on persons and no affected groups"]
}

test_needs_evidence_while_it_is_unknown_whether_anybody_is_affected if {
	unknown := json.remove(fixtures.system, ["facts/scope/affected_groups", "facts/scope/decision_effect"])
	changes := [
		fixtures.fact("data.bias_examined", false),
		fixtures.fact("data.bias_mitigated", false),
		fixtures.fact("performance.fairness_evaluated_on", "2025-01-15"),
		fixtures.metric("fairness_gap", 0.5),
	]
	result := measure_2_11.result with input as object.union_n(array.concat([unknown], changes))
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.affected_groups", "fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_11.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.11: the system is retired"]
}

test_not_applicable_in_design if {
	result := measure_2_11.result with input as fixtures.system_with([fixtures.lifecycle("design")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.11: the system is only designed, there is nothing to evaluate yet"]
}

test_pass_from_development_on if {
	measure_2_11.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development")])
}
