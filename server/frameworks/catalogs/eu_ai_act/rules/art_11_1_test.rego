package syndic.frameworks.eu_ai_act.art_11_1_test

import data.syndic.frameworks.eu_ai_act.art_11_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_drawn_up_and_current if {
	result := art_11_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_drawn_up if {
	result := art_11_1.result with input as fixtures.stated({
		"documentation": {"technical_documentation": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 11(1)")
}

test_fail_updated_in_the_future if {
	result := art_11_1.result with input as fixtures.stated({
		"documentation": {"technical_documentation_updated_on": "2027-01-01"},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "in the future")
}

test_needs_evidence_old_update if {
	result := art_11_1.result with input as fixtures.stated({
		"documentation": {"technical_documentation_updated_on": "2024-01-01"},
	})
	result.outcome == "needs_evidence"
	fixtures.gives_reason(result, "confirm")
	"fact:documentation.technical_documentation_updated_on" in result.needs
}

test_needs_evidence_update_unknown if {
	result := art_11_1.result with input as fixtures.stated({
		"documentation": {"technical_documentation_updated_on": null},
	})
	result.outcome == "needs_evidence"
	"fact:documentation.technical_documentation_updated_on" in result.needs
}

test_needs_evidence_not_on_record if {
	result := art_11_1.result with input as fixtures.without_evidence(
		fixtures.compliant,
		"technical_documentation",
	)
	result.outcome == "needs_evidence"
	"evidence:technical_documentation" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_11_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_11_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_11_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
