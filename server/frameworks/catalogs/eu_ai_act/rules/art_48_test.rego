package syndic.frameworks.eu_ai_act.art_48_test

import data.syndic.frameworks.eu_ai_act.art_48
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_affixed if {
	result := art_48.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_affixed if {
	result := art_48.result with input as fixtures.stated({"documentation": {"ce_marking": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 48")
}

test_needs_evidence_unknown if {
	result := art_48.result with input as fixtures.stated({"documentation": {"ce_marking": null}})
	result.outcome == "needs_evidence"
	"fact:documentation.ce_marking" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_48.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_48.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_48.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_48.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
