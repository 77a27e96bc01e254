package syndic.frameworks.eu_ai_act.art_6_2_test

import data.syndic.frameworks.eu_ai_act.art_6_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_listed_and_classed_high if {
	result := art_6_2.result with input as fixtures.compliant
	result.outcome == "pass"
	fixtures.gives_reason(result, "in employment, classed as high")
}

test_pass_taken_out_by_derogation if {
	result := art_6_2.result with input as fixtures.derogated
	result.outcome == "pass"
	fixtures.gives_reason(result, "taken out")
}

test_pass_high_without_basis_explained if {
	result := art_6_2.result with input as fixtures.with_opinion(
		fixtures.stated({"scope": {"annex_iii_areas": []}}),
		["eu_ai_act/art_6_2"],
	)
	result.outcome == "pass"
}

test_pass_biometrics_stated if {
	result := art_6_2.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["biometrics"], "emotion_recognition": true},
	})
	result.outcome == "pass"
}

test_pass_area_follows_from_use if {
	result := art_6_2.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": null, "remote_biometric_identification": true},
	})
	result.outcome == "pass"
	fixtures.gives_reason(result, "in biometrics")
}

test_pass_listed_whatever_the_product if {
	result := art_6_2.result with input as fixtures.stated({"scope": {"annex_i_product": null}})
	result.outcome == "pass"
}

test_needs_evidence_high_with_areas_unknown if {
	result := art_6_2.result with input as fixtures.stated({"scope": {"annex_iii_areas": null}})
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}

test_pass_classed_prohibited if {
	result := art_6_2.result with input as fixtures.system({"risk_tier": "prohibited"})
	result.outcome == "pass"
}

test_fail_listed_and_classed_limited if {
	result := art_6_2.result with input as fixtures.system({"risk_tier": "limited"})
	result.outcome == "fail"
	fixtures.gives_reason(result, "so high-risk, not limited")
}

test_fail_no_derogation_relied_on if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"profiles_people": false}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "so high-risk")
}

test_needs_evidence_effect_unknown if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{
			"scope": {
				"annex_iii_exemption": "preparatory_task",
				"profiles_people": false,
				"decision_effect": null,
			},
		},
	)
	result.outcome == "needs_evidence"
	"fact:scope.decision_effect" in result.needs
}

test_fail_profiling_leaves_no_derogation if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": true}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "so high-risk")
}

test_fail_deciding_alone_leaves_no_derogation if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{
			"scope": {
				"annex_iii_exemption": "narrow_procedural_task",
				"profiles_people": false,
				"decision_effect": "automated",
			},
		},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "so high-risk")
}

test_fail_biometric_use_without_area if {
	result := art_6_2.result with input as fixtures.stated({"scope": {"emotion_recognition": true}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Annex III, point 1")
}

test_fail_identification_stated_minimal if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"scope": {"annex_iii_areas": [], "remote_biometric_identification": true}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "in biometrics, so high-risk")
}

test_needs_evidence_areas_unknown if {
	result := art_6_2.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}

test_needs_evidence_derogation_unknown if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": null, "profiles_people": false}},
	)
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_exemption" in result.needs
}

test_needs_evidence_profiling_unknown if {
	result := art_6_2.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": null}},
	)
	result.outcome == "needs_evidence"
	"fact:scope.profiles_people" in result.needs
}

test_needs_evidence_high_without_basis if {
	result := art_6_2.result with input as fixtures.stated({"scope": {"annex_iii_areas": []}})
	result.outcome == "needs_evidence"
	"evidence:legal_opinion" in result.needs
}

test_needs_evidence_high_without_area_product_unknown if {
	result := art_6_2.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": [], "annex_i_product": null},
	})
	result.outcome == "needs_evidence"
	"fact:scope.annex_i_product" in result.needs
}

test_not_applicable_in_no_area if {
	result := art_6_2.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "in no area")
}

test_not_applicable_product_in_no_area if {
	result := art_6_2.result with input as fixtures.product
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "in no area")
}

test_not_applicable_outside_union if {
	result := art_6_2.result with input as fixtures.outside_union
	result.outcome == "not_applicable"
}
