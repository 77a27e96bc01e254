package syndic.frameworks.eu_ai_act.art_49_2_test

import data.syndic.frameworks.eu_ai_act.art_49_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_registered if {
	result := art_49_2.result with input as fixtures.derogated
	result.outcome == "pass"
}

test_fail_not_registered if {
	result := art_49_2.result with input as object.union(
		fixtures.derogated,
		{"facts": {"documentation": {"registered_in_eu_database": false}}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 49(2)")
}

test_needs_evidence_no_record if {
	result := art_49_2.result with input as fixtures.without_evidence(fixtures.derogated, "registration_record")
	result.outcome == "needs_evidence"
	"evidence:registration_record" in result.needs
}

test_needs_evidence_derogation_unknown if {
	result := art_49_2.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": null, "profiles_people": false}},
	)
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_exemption" in result.needs
}

test_not_applicable_none_relied_on if {
	result := art_49_2.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "no derogation")
}

test_not_applicable_before_the_market if {
	result := art_49_2.result with input as object.union(
		fixtures.derogated,
		{"system": {"lifecycle": "testing"}},
	)
	result.outcome == "not_applicable"
}
