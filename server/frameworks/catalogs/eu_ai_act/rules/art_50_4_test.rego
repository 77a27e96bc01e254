package syndic.frameworks.eu_ai_act.art_50_4_test

import data.syndic.frameworks.eu_ai_act.art_50_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_disclosed if {
	result := art_50_4.result with input as fixtures.stated({"scope": {"deep_fakes": true}})
	result.outcome == "pass"
}

test_pass_allowed_against_crime if {
	result := art_50_4.result with input as fixtures.with_opinion(
		fixtures.stated({"scope": {"deep_fakes": true}, "transparency": {"deep_fakes_disclosed": false}}),
		["eu_ai_act/art_50_4"],
	)
	result.outcome == "pass"
}

test_fail_not_disclosed if {
	result := art_50_4.result with input as fixtures.stated({
		"scope": {"deep_fakes": true},
		"transparency": {"deep_fakes_disclosed": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 50(4)")
}

test_needs_evidence_disclosure_unknown if {
	result := art_50_4.result with input as fixtures.stated({
		"scope": {"deep_fakes": true},
		"transparency": {"deep_fakes_disclosed": null},
	})
	result.outcome == "needs_evidence"
	"fact:transparency.deep_fakes_disclosed" in result.needs
}

test_needs_evidence_deep_fakes_unknown if {
	result := art_50_4.result with input as fixtures.stated({"scope": {"deep_fakes": null}})
	result.outcome == "needs_evidence"
	"fact:scope.deep_fakes" in result.needs
}

test_not_applicable_no_deep_fakes if {
	result := art_50_4.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 50(4)")
}

test_not_applicable_provider_only if {
	result := art_50_4.result with input as object.union(
		fixtures.provider_only,
		{"facts": {"scope": {"deep_fakes": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}
