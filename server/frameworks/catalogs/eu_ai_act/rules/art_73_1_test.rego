package syndic.frameworks.eu_ai_act.art_73_1_test

import data.syndic.frameworks.eu_ai_act.art_73_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_none_unreported if {
	result := art_73_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_one_unreported if {
	result := art_73_1.result with input as fixtures.stated({"monitoring": {"serious_incidents_unreported": 1}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 73(1)")
}

test_fail_unreported_after_retirement if {
	result := art_73_1.result with input as fixtures.changed(
		{"lifecycle": "retired"},
		{"monitoring": {"serious_incidents_unreported": 2}},
	)
	result.outcome == "fail"
}

test_needs_evidence_unknown if {
	result := art_73_1.result with input as fixtures.stated({
		"monitoring": {"serious_incidents_unreported": null},
	})
	result.outcome == "needs_evidence"
	"fact:monitoring.serious_incidents_unreported" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_73_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
}

test_not_applicable_deployer_only if {
	result := art_73_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_73_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_73_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
