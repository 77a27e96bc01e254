package syndic.frameworks.eu_ai_act.art_15_3_test

import data.syndic.frameworks.eu_ai_act.art_15_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_declared if {
	result := art_15_3.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_declared if {
	result := art_15_3.result with input as fixtures.stated({"performance": {"accuracy_declared": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 15(3)")
}

test_needs_evidence_instructions_not_on_record if {
	result := art_15_3.result with input as fixtures.without_evidence(
		fixtures.compliant,
		"instructions_for_use",
	)
	result.outcome == "needs_evidence"
	"evidence:instructions_for_use" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_15_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_15_3.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_15_3.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
