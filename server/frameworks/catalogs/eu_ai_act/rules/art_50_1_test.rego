package syndic.frameworks.eu_ai_act.art_50_1_test

import data.syndic.frameworks.eu_ai_act.art_50_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_told if {
	result := art_50_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_obvious if {
	result := art_50_1.result with input as fixtures.with_opinion(
		fixtures.stated({"transparency": {"users_informed_of_ai": false}}),
		["eu_ai_act/art_50_1"],
	)
	result.outcome == "pass"
}

test_fail_not_told if {
	result := art_50_1.result with input as fixtures.stated({"transparency": {"users_informed_of_ai": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 50(1)")
}

test_fail_not_told_at_minimal_risk if {
	result := art_50_1.result with input as object.union(
		fixtures.not_high_risk,
		{"system": {"risk_tier": "minimal"}, "facts": {"transparency": {"users_informed_of_ai": false}}},
	)
	result.outcome == "fail"
}

test_needs_evidence_information_unknown if {
	result := art_50_1.result with input as fixtures.stated({"transparency": {"users_informed_of_ai": null}})
	result.outcome == "needs_evidence"
	"fact:transparency.users_informed_of_ai" in result.needs
}

test_needs_evidence_interaction_unknown if {
	result := art_50_1.result with input as fixtures.stated({"scope": {"interacts_with_people": null}})
	result.outcome == "needs_evidence"
	"fact:scope.interacts_with_people" in result.needs
}

test_not_applicable_no_interaction if {
	result := art_50_1.result with input as fixtures.stated({"scope": {"interacts_with_people": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 50(1)")
}

test_not_applicable_deployer_only if {
	result := art_50_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
