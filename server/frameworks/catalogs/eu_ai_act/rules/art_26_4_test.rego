package syndic.frameworks.eu_ai_act.art_26_4_test

import data.syndic.frameworks.eu_ai_act.art_26_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_input_checked if {
	result := art_26_4.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_input_not_checked if {
	result := art_26_4.result with input as fixtures.stated({"data": {"input_relevance_checked": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(4)")
}

test_needs_evidence_control_unknown if {
	result := art_26_4.result with input as fixtures.stated({"data": {"input_controlled": null}})
	result.outcome == "needs_evidence"
	"fact:data.input_controlled" in result.needs
}

test_not_applicable_input_from_others if {
	result := art_26_4.result with input as fixtures.stated({"data": {"input_controlled": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(4)")
}

test_not_applicable_provider_only if {
	result := art_26_4.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_4.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_4.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
