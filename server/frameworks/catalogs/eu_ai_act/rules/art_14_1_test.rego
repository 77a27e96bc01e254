package syndic.frameworks.eu_ai_act.art_14_1_test

import data.syndic.frameworks.eu_ai_act.art_14_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_designed_in if {
	result := art_14_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_designed_in if {
	result := art_14_1.result with input as fixtures.stated({"oversight": {"designed_in": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(1)")
}

test_needs_evidence_measures_unknown if {
	result := art_14_1.result with input as fixtures.stated({"oversight": {"processes_defined": null}})
	result.outcome == "needs_evidence"
	"fact:oversight.processes_defined" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_14_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_14_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_14_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
