package syndic.frameworks.eu_ai_act.art_50_2_test

import data.syndic.frameworks.eu_ai_act.art_50_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_marked if {
	result := art_50_2.result with input as fixtures.stated({"scope": {"generates_content": true}})
	result.outcome == "pass"
}

test_pass_aid_to_editing if {
	result := art_50_2.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {"generates_content": true},
			"transparency": {"synthetic_content_marked": false},
		}),
		["eu_ai_act/art_50_2"],
	)
	result.outcome == "pass"
}

test_fail_not_marked if {
	result := art_50_2.result with input as fixtures.stated({
		"scope": {"generates_content": true},
		"transparency": {"synthetic_content_marked": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 50(2)")
}

test_fail_deep_fakes_are_synthetic if {
	result := art_50_2.result with input as fixtures.stated({
		"scope": {"generates_content": null, "deep_fakes": true},
		"transparency": {"synthetic_content_marked": false},
	})
	result.outcome == "fail"
}

test_needs_evidence_marking_unknown if {
	result := art_50_2.result with input as fixtures.stated({
		"scope": {"generates_content": true},
		"transparency": {"synthetic_content_marked": null},
	})
	result.outcome == "needs_evidence"
	"fact:transparency.synthetic_content_marked" in result.needs
}

test_needs_evidence_generation_unknown if {
	result := art_50_2.result with input as fixtures.stated({"scope": {"generates_content": null}})
	result.outcome == "needs_evidence"
	"fact:scope.generates_content" in result.needs
}

test_not_applicable_no_content if {
	result := art_50_2.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 50(2)")
}

test_not_applicable_deployer_only if {
	result := art_50_2.result with input as object.union(
		fixtures.deployer_only,
		{"facts": {"scope": {"generates_content": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
