package syndic.frameworks.eu_ai_act.art_26_9_test

import data.syndic.frameworks.eu_ai_act.art_26_9
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_assessed if {
	result := art_26_9.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_none_due if {
	result := art_26_9.result with input as fixtures.with_opinion(
		fixtures.without_evidence(
			fixtures.stated({"data": {"privacy_risk_assessed": false}}),
			"impact_assessment",
		),
		["eu_ai_act/art_26_9"],
	)
	result.outcome == "pass"
}

test_fail_not_assessed if {
	result := art_26_9.result with input as fixtures.stated({"data": {"privacy_risk_assessed": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(9)")
}

test_needs_evidence_not_on_record if {
	result := art_26_9.result with input as fixtures.without_evidence(fixtures.compliant, "impact_assessment")
	result.outcome == "needs_evidence"
	"evidence:impact_assessment" in result.needs
}

test_needs_evidence_personal_data_unknown if {
	result := art_26_9.result with input as fixtures.stated({"scope": {"personal_data": null}})
	result.outcome == "needs_evidence"
	"fact:scope.personal_data" in result.needs
}

test_not_applicable_no_personal_data if {
	result := art_26_9.result with input as fixtures.stated({"scope": {"personal_data": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(9)")
}

test_not_applicable_provider_only if {
	result := art_26_9.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_9.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_9.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
