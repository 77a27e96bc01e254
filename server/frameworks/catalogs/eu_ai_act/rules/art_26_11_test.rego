package syndic.frameworks.eu_ai_act.art_26_11_test

import data.syndic.frameworks.eu_ai_act.art_26_11
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_told if {
	result := art_26_11.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_limited_by_law_in_law_enforcement if {
	result := art_26_11.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {"annex_iii_areas": ["law_enforcement"]},
			"transparency": {"affected_persons_informed": false},
		}),
		["eu_ai_act/art_26_11"],
	)
	result.outcome == "pass"
}

test_fail_not_told if {
	result := art_26_11.result with input as fixtures.stated({
		"transparency": {"affected_persons_informed": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(11)")
}

test_fail_opinion_does_not_help_elsewhere if {
	result := art_26_11.result with input as fixtures.with_opinion(
		fixtures.stated({"transparency": {"affected_persons_informed": false}}),
		["eu_ai_act/art_26_11"],
	)
	result.outcome == "fail"
}

test_needs_evidence_information_unknown if {
	result := art_26_11.result with input as fixtures.stated({
		"transparency": {"affected_persons_informed": null},
	})
	result.outcome == "needs_evidence"
	"fact:transparency.affected_persons_informed" in result.needs
}

test_needs_evidence_effect_unknown if {
	result := art_26_11.result with input as fixtures.stated({"scope": {"decision_effect": null}})
	result.outcome == "needs_evidence"
	"fact:scope.decision_effect" in result.needs
}

test_not_applicable_no_decisions if {
	result := art_26_11.result with input as fixtures.stated({"scope": {"decision_effect": "none"}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(11)")
}

test_not_applicable_product if {
	result := art_26_11.result with input as fixtures.product
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_provider_only if {
	result := art_26_11.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}
