package syndic.frameworks.eu_ai_act.art_10_2_test

import data.syndic.frameworks.eu_ai_act.art_10_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_every_practice if {
	result := art_10_2.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_without_any_one_practice if {
	citations := {
		"data.governance_documented": "Article 10(2)",
		"data.acquisition_documented": "Article 10(2)(b), collection",
		"data.provenance_recorded": "Article 10(2)(b), origin",
		"data.preparation_documented": "Article 10(2)(c)",
		"data.bias_examined": "Article 10(2)(f)",
		"data.bias_mitigated": "Article 10(2)(g)",
		"data.gaps_addressed": "Article 10(2)(h)",
	}
	every path, citation in citations {
		[section, name] := split(path, ".")
		result := art_10_2.result with input as fixtures.stated({section: {name: false}})
		result.outcome == "fail"
		fixtures.gives_reason(result, sprintf("%s: %s is false", [citation, path]))
	}
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
