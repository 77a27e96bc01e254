package syndic.frameworks.eu_ai_act.art_26_2_test

import data.syndic.frameworks.eu_ai_act.art_26_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_assigned_and_proficient if {
	result := art_26_2.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_nobody_assigned if {
	result := art_26_2.result with input as fixtures.stated({"oversight": {"overseers_assigned": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(2)")
}

test_needs_evidence_proficiency_unknown if {
	result := art_26_2.result with input as fixtures.stated({"people": {"operator_proficiency_defined": null}})
	result.outcome == "needs_evidence"
	"fact:people.operator_proficiency_defined" in result.needs
}

test_not_applicable_provider_only if {
	result := art_26_2.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_2.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_2.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
