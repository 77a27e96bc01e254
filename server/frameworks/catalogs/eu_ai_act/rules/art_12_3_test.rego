package syndic.frameworks.eu_ai_act.art_12_3_test

import data.syndic.frameworks.eu_ai_act.art_12_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_logged_with_sample if {
	result := art_12_3.result with input as fixtures.stated({"scope": {"remote_biometric_identification": true}})
	result.outcome == "pass"
}

test_fail_not_logged if {
	result := art_12_3.result with input as fixtures.stated({
		"scope": {"remote_biometric_identification": true},
		"logging": {"automatic": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 12(3)")
}

test_needs_evidence_no_sample if {
	result := art_12_3.result with input as fixtures.without_evidence(
		fixtures.stated({"scope": {"remote_biometric_identification": true}}),
		"log_sample",
	)
	result.outcome == "needs_evidence"
	"evidence:log_sample" in result.needs
}

test_needs_evidence_identification_unknown if {
	result := art_12_3.result with input as fixtures.stated({"scope": {"remote_biometric_identification": null}})
	result.outcome == "needs_evidence"
	"fact:scope.remote_biometric_identification" in result.needs
}

test_not_applicable_no_identification if {
	result := art_12_3.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 12(3)")
}

test_not_applicable_deployer_only if {
	result := art_12_3.result with input as fixtures.stated({
		"scope": {"remote_biometric_identification": true, "roles": ["deployer"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
