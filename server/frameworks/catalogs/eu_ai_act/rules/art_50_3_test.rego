package syndic.frameworks.eu_ai_act.art_50_3_test

import data.syndic.frameworks.eu_ai_act.art_50_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_told if {
	result := art_50_3.result with input as fixtures.stated({"scope": {"biometric_categorisation": true}})
	result.outcome == "pass"
}

test_pass_allowed_against_crime if {
	result := art_50_3.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {"biometric_categorisation": true},
			"transparency": {"biometrics_disclosed": false},
		}),
		["eu_ai_act/art_50_3"],
	)
	result.outcome == "pass"
}

test_fail_not_told if {
	result := art_50_3.result with input as fixtures.stated({
		"scope": {"emotion_recognition": true},
		"transparency": {"biometrics_disclosed": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 50(3)")
}

test_needs_evidence_disclosure_unknown if {
	result := art_50_3.result with input as fixtures.stated({
		"scope": {"emotion_recognition": true},
		"transparency": {"biometrics_disclosed": null},
	})
	result.outcome == "needs_evidence"
	"fact:transparency.biometrics_disclosed" in result.needs
}

test_needs_evidence_one_use_unknown if {
	result := art_50_3.result with input as fixtures.stated({"scope": {"emotion_recognition": null}})
	result.outcome == "needs_evidence"
	"fact:scope.emotion_recognition" in result.needs
}

test_not_applicable_no_such_use if {
	result := art_50_3.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 50(3)")
}

test_not_applicable_provider_only if {
	result := art_50_3.result with input as object.union(
		fixtures.provider_only,
		{"facts": {"scope": {"emotion_recognition": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_before_use if {
	result := art_50_3.result with input as fixtures.changed(
		{"lifecycle": "testing"},
		{"scope": {"emotion_recognition": true}},
	)
	result.outcome == "not_applicable"
}
