package syndic.frameworks.nist_ai_rmf.measure_3_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_3_3
import rego.v1

required_facts := [
	"transparency.impact_reporting_channel",
	"transparency.appeal_process",
	"monitoring.feedback_collected",
]

required_metrics := [
	"feedback_count",
]

test_pass_when_everything_holds if {
	measure_3_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_3_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 3.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_3_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := measure_3_3.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 3.3: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := measure_3_3.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_pass_when_output_has_no_effect_whatever_the_facts_are if {
	every path in ["transparency.appeal_process"] {
		measure_3_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.decision_effect", "none"), fixtures.fact(path, false)])
	}
}

test_pass_before_production_whatever_the_facts_are if {
	every path in ["monitoring.feedback_collected"] {
		measure_3_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, false)])
	}
}

test_pass_before_production_without_metrics if {
	every name in ["feedback_count"] {
		measure_3_3.result.outcome == "pass" with input as object.union(fixtures.system_without_metric(name), fixtures.lifecycle("testing"))
	}
}

test_needs_evidence_while_decision_effect_is_unknown if {
	result := measure_3_3.result with input as fixtures.system_without_fact("scope.decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_3_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 3.3: the system is retired"]
}

test_not_applicable_before_testing if {
	every stage in ["design", "development"] {
		result := measure_3_3.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MEASURE 3.3: the system has not reached testing (lifecycle: %s)", [stage])]
	}
}

test_pass_from_testing_on if {
	measure_3_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing")])
}
