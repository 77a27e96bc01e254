package syndic.frameworks.eu_ai_act.art_6_1_test

import data.syndic.frameworks.eu_ai_act.art_6_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_product_classed_high if {
	result := art_6_1.result with input as fixtures.product
	result.outcome == "pass"
	fixtures.gives_reason(result, "classed as high-risk")
}

test_pass_product_classed_prohibited if {
	result := art_6_1.result with input as fixtures.changed(
		{"risk_tier": "prohibited"},
		{"scope": {"annex_i_product": true}},
	)
	result.outcome == "pass"
}

test_fail_product_classed_minimal if {
	result := art_6_1.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"scope": {"annex_i_product": true}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "not minimal")
}

test_needs_evidence_product_unknown if {
	result := art_6_1.result with input as fixtures.stated({"scope": {"annex_i_product": null}})
	result.outcome == "needs_evidence"
	"fact:scope.annex_i_product" in result.needs
}

test_not_applicable_no_product if {
	result := art_6_1.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 6(1)")
}

test_not_applicable_outside_union if {
	result := art_6_1.result with input as object.union(
		fixtures.product,
		{"facts": {"scope": {"eu_market": false}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_retired if {
	result := art_6_1.result with input as object.union(fixtures.product, {"system": {"lifecycle": "retired"}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}
