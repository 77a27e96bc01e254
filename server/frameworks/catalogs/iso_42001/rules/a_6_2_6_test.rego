package syndic.frameworks.iso_42001.a_6_2_6_test

import data.syndic.frameworks.iso_42001.a_6_2_6
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_6.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_plan if {
	result := a_6_2_6.result with input as fixtures.stating({"lifecycle": {"operation_plan": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.6: lifecycle.operation_plan is false"]
}

test_fail_when_nobody_watches if {
	result := a_6_2_6.result with input as fixtures.stating({"monitoring": {"production_monitored": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.6 (in operation): monitoring.production_monitored is false"]
}

test_fail_without_incident_response if {
	result := a_6_2_6.result with input as fixtures.stating({"monitoring": {"incident_response_plan": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.6 (in operation): monitoring.incident_response_plan is false"]
}

test_fail_when_monitoring_was_not_reviewed if {
	result := a_6_2_6.result with input as fixtures.stating({"monitoring": {"reviewed_on": "2025-01-01"}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.6 (in operation): monitoring.reviewed_on is 2025-01-01, more than 365 days ago"]
}

test_fail_when_performance_was_last_reported_long_ago if {
	result := a_6_2_6.result with input as fixtures.reporting({
		"accuracy": {"value": 0.93, "reported_at": "2025-11-01T00:00:00Z"},
		"drift": {"value": 0.02, "reported_at": "2026-11-01T00:00:00Z"},
	})
	result.outcome == "fail"
	result.reasons == ["A.6.2.6 (in operation): accuracy last reported more than 92 days ago"]
}

test_pass_when_any_measure_of_performance_is_recent if {
	result := a_6_2_6.result with input as fixtures.reporting({
		"accuracy": {"value": 0.93, "reported_at": "2025-11-01T00:00:00Z"},
		"error_rate": {"value": 0.07, "reported_at": "2026-11-01T00:00:00Z"},
		"drift": {"value": 0.02, "reported_at": "2026-11-01T00:00:00Z"},
	})
	result.outcome == "pass"
	"A.6.2.6 (in operation): error_rate reported within 92 days" in result.reasons
}

test_needs_evidence_when_no_performance_was_ever_reported if {
	result := a_6_2_6.result with input as fixtures.reporting({"drift": fixtures.conforming.metrics.drift})
	result.outcome == "needs_evidence"
	result.needs == ["metric:accuracy", "metric:error_rate", "metric:false_negative_rate", "metric:false_positive_rate"]
}

test_needs_evidence_when_a_learning_system_reports_no_drift if {
	result := a_6_2_6.result with input as fixtures.reporting({
		"accuracy": {"value": 0.93, "reported_at": "2026-11-01T00:00:00Z"},
	})
	result.outcome == "needs_evidence"
	result.needs == ["metric:drift"]
}

test_pass_without_drift_when_learning_has_ended if {
	a_6_2_6.result.outcome == "pass" with input as object.union(
		fixtures.reporting({"accuracy": {"value": 0.93, "reported_at": "2026-11-01T00:00:00Z"}}),
		{"facts": {"performance": {"continues_learning": false}}},
	)
}

test_pass_with_a_plan_alone_in_testing if {
	a_6_2_6.result.outcome == "pass" with input as object.union(
		fixtures.reporting({}),
		{"system": {"lifecycle": "testing"}, "facts": {"monitoring": {"production_monitored": false}}},
	)
}

test_needs_evidence_while_learning_unknown if {
	result := a_6_2_6.result with input as fixtures.not_stating("performance", "continues_learning")
	result.outcome == "needs_evidence"
	result.needs == ["fact:performance.continues_learning"]
}

test_not_applicable_before_testing if {
	result := a_6_2_6.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_6_2_6.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
