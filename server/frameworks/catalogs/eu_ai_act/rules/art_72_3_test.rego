package syndic.frameworks.eu_ai_act.art_72_3_test

import data.syndic.frameworks.eu_ai_act.art_72_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_planned if {
	result := art_72_3.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_no_plan if {
	result := art_72_3.result with input as fixtures.stated({"monitoring": {"post_market_plan": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 72(3)")
}

test_fail_no_plan_before_the_market if {
	result := art_72_3.result with input as fixtures.changed(
		{"lifecycle": "testing"},
		{"monitoring": {"post_market_plan": false}},
	)
	result.outcome == "fail"
}

test_needs_evidence_not_on_record if {
	result := art_72_3.result with input as fixtures.without_evidence(fixtures.compliant, "post_market_plan")
	result.outcome == "needs_evidence"
	"evidence:post_market_plan" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_72_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_72_3.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_72_3.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
