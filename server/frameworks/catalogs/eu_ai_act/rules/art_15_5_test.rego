package syndic.frameworks.eu_ai_act.art_15_5_test

import data.syndic.frameworks.eu_ai_act.art_15_5
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_tested if {
	result := art_15_5.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_tested if {
	result := art_15_5.result with input as fixtures.stated({"performance": {"cybersecurity_tested": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 15(5)")
}

test_needs_evidence_old_adversarial_test if {
	result := art_15_5.result with input as fixtures.stated({
		"performance": {"adversarial_testing_on": "2024-06-01"},
	})
	result.outcome == "needs_evidence"
	"fact:performance.adversarial_testing_on" in result.needs
}

test_needs_evidence_no_report if {
	result := art_15_5.result with input as fixtures.without_evidence(
		fixtures.compliant,
		"security_test_report",
	)
	result.outcome == "needs_evidence"
	"evidence:security_test_report" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_15_5.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_15_5.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_15_5.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
