package syndic.frameworks.eu_ai_act.art_9_5_test

import data.syndic.frameworks.eu_ai_act.art_9_5
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_residual_risk_accepted if {
	result := art_9_5.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_residual_risk_not_acceptable if {
	result := art_9_5.result with input as fixtures.stated({"risk": {"residual_risk_accepted": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 9(5)")
}

test_fail_no_measures if {
	result := art_9_5.result with input as fixtures.stated({"risk": {"measures_adopted": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 9(2)(d)")
}

test_needs_evidence_residual_risk_unknown if {
	result := art_9_5.result with input as fixtures.stated({"risk": {"residual_risk_accepted": null}})
	result.outcome == "needs_evidence"
	"fact:risk.residual_risk_accepted" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_9_5.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_9_5.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_9_5.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
