package syndic.frameworks.eu_ai_act.art_10_2_test

import data.syndic.frameworks.eu_ai_act.art_10_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_every_practice if {
	result := art_10_2.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_biases_not_examined if {
	result := art_10_2.result with input as fixtures.stated({"data": {"bias_examined": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 10(2)(f)")
}

test_fail_origin_not_recorded if {
	result := art_10_2.result with input as fixtures.stated({"data": {"provenance_recorded": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 10(2)(b)")
}

test_fail_gaps_left if {
	result := art_10_2.result with input as fixtures.stated({
		"data": {"gaps_addressed": false, "preparation_documented": null},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 10(2)(h)")
	"fact:data.preparation_documented" in result.needs
}

test_needs_evidence_no_record if {
	result := art_10_2.result with input as fixtures.without_evidence(
		fixtures.compliant,
		"data_governance_record",
	)
	result.outcome == "needs_evidence"
	"evidence:data_governance_record" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_10_2.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_10_2.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_10_2.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
