package syndic.frameworks.eu_ai_act.art_43_1_test

import data.syndic.frameworks.eu_ai_act.art_43_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_internal_control if {
	result := art_43_1.result with input as fixtures.without_evidence(fixtures.compliant, "audit_report")
	result.outcome == "pass"
}

test_pass_product_with_certificate if {
	result := art_43_1.result with input as fixtures.product
	result.outcome == "pass"
}

test_fail_not_assessed if {
	result := art_43_1.result with input as fixtures.stated({"documentation": {"conformity_assessed": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 43")
}

test_needs_evidence_product_without_certificate if {
	result := art_43_1.result with input as fixtures.without_evidence(fixtures.product, "audit_report")
	result.outcome == "needs_evidence"
	fixtures.gives_reason(result, "Article 43(3)")
	"evidence:audit_report" in result.needs
}

test_needs_evidence_biometrics_without_record if {
	result := art_43_1.result with input as fixtures.without_evidence(
		fixtures.stated({"scope": {"annex_iii_areas": ["biometrics"]}}),
		"audit_report",
	)
	result.outcome == "needs_evidence"
	fixtures.gives_reason(result, "Article 43(1)")
	"evidence:audit_report" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_43_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_43_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_43_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_43_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
