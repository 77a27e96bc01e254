package syndic.frameworks.eu_ai_act.art_47_1_test

import data.syndic.frameworks.eu_ai_act.art_47_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_drawn_up if {
	result := art_47_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_drawn_up if {
	result := art_47_1.result with input as fixtures.stated({
		"documentation": {"declaration_of_conformity": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 47(1)")
}

test_needs_evidence_not_on_record if {
	result := art_47_1.result with input as fixtures.without_evidence(
		fixtures.compliant,
		"conformity_declaration",
	)
	result.outcome == "needs_evidence"
	"evidence:conformity_declaration" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_47_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_47_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_47_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_47_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
