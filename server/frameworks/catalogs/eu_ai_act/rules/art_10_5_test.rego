package syndic.frameworks.eu_ai_act.art_10_5_test

import data.syndic.frameworks.eu_ai_act.art_10_5
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_with_safeguards if {
	result := art_10_5.result with input as fixtures.stated({"scope": {"special_category_data": true}})
	result.outcome == "pass"
}

test_fail_without_safeguards if {
	result := art_10_5.result with input as fixtures.stated({
		"scope": {"special_category_data": true},
		"data": {"special_category_safeguards": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 10(5)")
}

test_needs_evidence_no_record_of_necessity if {
	result := art_10_5.result with input as fixtures.without_evidence(
		fixtures.stated({"scope": {"special_category_data": true}}),
		"data_governance_record",
	)
	result.outcome == "needs_evidence"
	"evidence:data_governance_record" in result.needs
}

test_needs_evidence_data_unknown if {
	result := art_10_5.result with input as fixtures.stated({"scope": {"special_category_data": null}})
	result.outcome == "needs_evidence"
	"fact:scope.special_category_data" in result.needs
}

test_not_applicable_no_special_categories if {
	result := art_10_5.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 10(5)")
}

test_not_applicable_deployer_only if {
	result := art_10_5.result with input as fixtures.stated({
		"scope": {"special_category_data": true, "roles": ["deployer"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
