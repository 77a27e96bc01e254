package syndic.frameworks.eu_ai_act.art_15_1_test

import data.syndic.frameworks.eu_ai_act.art_15_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_measured_and_evaluated if {
	result := art_15_1.result with input as fixtures.compliant
	result.outcome == "pass"
	fixtures.gives_reason(result, "reported within 90 days")
}

test_pass_monitoring_report_instead_of_figures if {
	result := art_15_1.result with input as object.union(
		fixtures.compliant,
		{"metrics": {"accuracy": {"reported_at": "2025-06-01T00:00:00Z"}}},
	)
	result.outcome == "pass"
}

test_pass_error_rate_counts if {
	result := art_15_1.result with input as object.union(
		fixtures.without_evidence(fixtures.compliant, "monitoring_report"),
		{
			"metrics": {
				"accuracy": {"reported_at": "2025-06-01T00:00:00Z"},
				"error_rate": {"value": 0.07, "reported_at": "2026-05-01T00:00:00Z"},
			},
		},
	)
	result.outcome == "pass"
}

test_fail_not_like_use if {
	result := art_15_1.result with input as fixtures.stated({
		"performance": {"deployment_like_conditions": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 15(1)")
}

test_fail_no_metrics if {
	result := art_15_1.result with input as fixtures.stated({"performance": {"metrics_selected": false}})
	result.outcome == "fail"
}

test_needs_evidence_old_evaluation if {
	result := art_15_1.result with input as fixtures.stated({"performance": {"evaluated_on": "2024-01-01"}})
	result.outcome == "needs_evidence"
	"fact:performance.evaluated_on" in result.needs
}

test_needs_evidence_old_figures_and_no_report if {
	result := art_15_1.result with input as object.union(
		fixtures.without_evidence(fixtures.compliant, "monitoring_report"),
		{"metrics": {"accuracy": {"reported_at": "2025-06-01T00:00:00Z"}}},
	)
	result.outcome == "needs_evidence"
	"evidence:monitoring_report" in result.needs
}

test_pass_no_figures_before_use if {
	result := art_15_1.result with input as object.union(
		fixtures.without_evidence(fixtures.in_testing, "monitoring_report"),
		{"metrics": {"accuracy": {"reported_at": "2025-06-01T00:00:00Z"}}},
	)
	result.outcome == "pass"
}

test_not_applicable_deployer_only if {
	result := art_15_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_15_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_15_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
