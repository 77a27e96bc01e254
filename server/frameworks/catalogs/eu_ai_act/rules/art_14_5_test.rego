package syndic.frameworks.eu_ai_act.art_14_5_test

import data.syndic.frameworks.eu_ai_act.art_14_5
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_verified_by_two if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["biometrics"], "remote_biometric_identification": true},
	})
	result.outcome == "pass"
}

test_pass_lifted_by_law_for_police if {
	result := art_14_5.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {
				"annex_iii_areas": ["biometrics", "law_enforcement"],
				"remote_biometric_identification": true,
			},
			"oversight": {"two_person_verification": false},
		}),
		["eu_ai_act/art_14_5"],
	)
	result.outcome == "pass"
}

test_fail_verified_by_one if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["biometrics"], "remote_biometric_identification": true},
		"oversight": {"two_person_verification": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(5)")
}

test_fail_opinion_does_not_lift_elsewhere if {
	result := art_14_5.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {"annex_iii_areas": ["biometrics"], "remote_biometric_identification": true},
			"oversight": {"two_person_verification": false},
		}),
		["eu_ai_act/art_14_5"],
	)
	result.outcome == "fail"
}

test_fail_police_without_opinion if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["biometrics", "law_enforcement"], "remote_biometric_identification": true},
		"oversight": {"two_person_verification": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "no legal opinion")
}

test_fail_for_deployers_too if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {
			"annex_iii_areas": ["biometrics"],
			"remote_biometric_identification": true,
			"roles": ["deployer"],
		},
		"oversight": {"two_person_verification": false},
	})
	result.outcome == "fail"
}

test_needs_evidence_verification_unknown if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"remote_biometric_identification": true},
		"oversight": {"two_person_verification": null},
	})
	result.outcome == "needs_evidence"
	"fact:oversight.two_person_verification" in result.needs
}

test_needs_evidence_identification_unknown if {
	result := art_14_5.result with input as fixtures.stated({"scope": {"remote_biometric_identification": null}})
	result.outcome == "needs_evidence"
	"fact:scope.remote_biometric_identification" in result.needs
}

test_not_applicable_no_identification if {
	result := art_14_5.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 14(5)")
}

test_not_applicable_importer_only if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"remote_biometric_identification": true, "roles": ["importer"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer or provider")
}

test_not_applicable_outside_union if {
	result := art_14_5.result with input as fixtures.stated({
		"scope": {"remote_biometric_identification": true, "eu_market": false},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_retired if {
	result := art_14_5.result with input as fixtures.changed(
		{"lifecycle": "retired"},
		{"scope": {"remote_biometric_identification": true}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}

test_not_applicable_derogated if {
	result := art_14_5.result with input as object.union(
		fixtures.derogated,
		{"facts": {"scope": {"remote_biometric_identification": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}
