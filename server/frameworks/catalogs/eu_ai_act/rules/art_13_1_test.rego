package syndic.frameworks.eu_ai_act.art_13_1_test

import data.syndic.frameworks.eu_ai_act.art_13_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_explained if {
	result := art_13_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_explained if {
	result := art_13_1.result with input as fixtures.stated({"documentation": {"explanation": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 13(1)")
}

test_needs_evidence_unknown if {
	result := art_13_1.result with input as fixtures.stated({"documentation": {"explanation": null}})
	result.outcome == "needs_evidence"
	"fact:documentation.explanation" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_13_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_13_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_13_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
