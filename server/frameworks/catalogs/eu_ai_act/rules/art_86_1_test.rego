package syndic.frameworks.eu_ai_act.art_86_1_test

import data.syndic.frameworks.eu_ai_act.art_86_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_explained_on_request if {
	result := art_86_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_limited_by_law if {
	result := art_86_1.result with input as fixtures.with_opinion(
		fixtures.stated({"transparency": {"explanation_available": false}}),
		["eu_ai_act/art_86_1"],
	)
	result.outcome == "pass"
}

test_fail_no_explanation if {
	result := art_86_1.result with input as fixtures.stated({"transparency": {"explanation_available": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 86(1)")
}

test_needs_evidence_unknown if {
	result := art_86_1.result with input as fixtures.stated({"transparency": {"explanation_available": null}})
	result.outcome == "needs_evidence"
	"fact:transparency.explanation_available" in result.needs
}

test_not_applicable_no_decisions if {
	result := art_86_1.result with input as fixtures.stated({"scope": {"decision_effect": "none"}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 86(1)")
}

test_not_applicable_critical_infrastructure if {
	result := art_86_1.result with input as fixtures.critical_infrastructure
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 86(1)")
}

test_not_applicable_product if {
	result := art_86_1.result with input as fixtures.product
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}
