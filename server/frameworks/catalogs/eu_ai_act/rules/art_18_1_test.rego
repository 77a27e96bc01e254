package syndic.frameworks.eu_ai_act.art_18_1_test

import data.syndic.frameworks.eu_ai_act.art_18_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_ten_years if {
	result := art_18_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_ten_years_after_retirement if {
	result := art_18_1.result with input as fixtures.retired
	result.outcome == "pass"
}

test_fail_five_years if {
	result := art_18_1.result with input as fixtures.stated({"documentation": {"retention_years": 5}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "is 5, below 10")
}

test_fail_five_years_after_retirement if {
	result := art_18_1.result with input as fixtures.changed(
		{"lifecycle": "retired"},
		{"documentation": {"retention_years": 5}},
	)
	result.outcome == "fail"
}

test_needs_evidence_retention_unknown if {
	result := art_18_1.result with input as fixtures.stated({"documentation": {"retention_years": null}})
	result.outcome == "needs_evidence"
	"fact:documentation.retention_years" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_18_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_18_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_18_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_18_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
