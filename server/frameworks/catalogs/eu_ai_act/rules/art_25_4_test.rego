package syndic.frameworks.eu_ai_act.art_25_4_test

import data.syndic.frameworks.eu_ai_act.art_25_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_agreed_in_writing if {
	result := art_25_4.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_open_source_only if {
	result := art_25_4.result with input as fixtures.with_opinion(
		fixtures.without_evidence(
			fixtures.stated({"suppliers": {"responsibilities_allocated": false}}),
			"supplier_contract",
		),
		["eu_ai_act/art_25_4"],
	)
	result.outcome == "pass"
}

test_fail_nothing_agreed if {
	result := art_25_4.result with input as fixtures.stated({"suppliers": {"responsibilities_allocated": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 25(4)")
}

test_needs_evidence_no_agreement_on_record if {
	result := art_25_4.result with input as fixtures.without_evidence(fixtures.compliant, "supplier_contract")
	result.outcome == "needs_evidence"
	"evidence:supplier_contract" in result.needs
}

test_needs_evidence_components_unknown if {
	result := art_25_4.result with input as fixtures.stated({"scope": {"third_party_components": null}})
	result.outcome == "needs_evidence"
	"fact:scope.third_party_components" in result.needs
}

test_not_applicable_all_made_in_house if {
	result := art_25_4.result with input as fixtures.stated({"scope": {"third_party_components": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 25(4)")
}

test_not_applicable_deployer_only if {
	result := art_25_4.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
