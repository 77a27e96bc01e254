package syndic.frameworks.nist_ai_rmf.measure_4_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_4_3
import rego.v1

required_facts := [
	"monitoring.feedback_collected",
	"monitoring.improvements_tracked",
]

required_metrics := [
	"accuracy",
	"drift",
]

test_pass_when_everything_holds if {
	measure_4_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_4_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 4.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_4_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := measure_4_3.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 4.3: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := measure_4_3.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_not_applicable_for_a_retired_system if {
	result := measure_4_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 4.3: the system is retired"]
}

test_not_applicable_before_production if {
	every stage in ["design", "development", "testing"] {
		result := measure_4_3.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MEASURE 4.3: the system is not in production (lifecycle: %s)", [stage])]
	}
}
