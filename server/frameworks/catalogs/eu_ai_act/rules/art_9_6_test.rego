package syndic.frameworks.eu_ai_act.art_9_6_test

import data.syndic.frameworks.eu_ai_act.art_9_6
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_tested_against_criteria if {
	result := art_9_6.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_no_metrics if {
	result := art_9_6.result with input as fixtures.stated({"performance": {"metrics_selected": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 9(8)")
}

test_fail_no_plan if {
	result := art_9_6.result with input as fixtures.stated({"lifecycle": {"verification_plan": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 9(6)")
}

test_needs_evidence_no_report if {
	result := art_9_6.result with input as fixtures.without_evidence(fixtures.compliant, "test_report")
	result.outcome == "needs_evidence"
	"evidence:test_report" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_9_6.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_9_6.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_9_6.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
