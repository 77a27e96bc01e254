package syndic.frameworks.eu_ai_act.art_5_1_test

import data.syndic.frameworks.eu_ai_act.art_5_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_screened_and_clear if {
	result := art_5_1.result with input as fixtures.compliant
	result.outcome == "pass"
	fixtures.gives_reason(result, "no prohibited practice is stated")
}

test_pass_for_any_risk_tier if {
	result := art_5_1.result with input as fixtures.not_high_risk
	result.outcome == "pass"
}

test_fail_each_practice if {
	points := {
		"subliminal_or_manipulative_techniques": "(a)",
		"exploitation_of_vulnerabilities": "(b)",
		"social_scoring": "(c)",
		"crime_prediction_by_profiling": "(d)",
		"untargeted_facial_image_scraping": "(e)",
		"emotion_inference_at_work_or_school": "(f)",
		"biometric_categorisation_of_sensitive_traits": "(g)",
		"real_time_remote_biometric_identification": "(h)",
	}
	every practice, point in points {
		result := art_5_1.result with input as fixtures.stated({"scope": {"prohibited_practices": [practice]}})
		result.outcome == "fail"
		fixtures.gives_reason(result, sprintf("Article 5(1)%s: the system performs %s", [point, practice]))
	}
}

test_fail_stated_prohibited if {
	result := art_5_1.result with input as fixtures.system({"risk_tier": "prohibited"})
	result.outcome == "fail"
	fixtures.gives_reason(result, "stated to be prohibited")
}

test_fail_old_screening if {
	result := art_5_1.result with input as fixtures.stated({
		"scope": {"prohibited_practices_screened_on": "2025-01-01"},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "more than 365 days ago")
}

test_fail_in_development_too if {
	result := art_5_1.result with input as fixtures.changed(
		{"lifecycle": "development"},
		{"scope": {"prohibited_practices": ["social_scoring"]}},
	)
	result.outcome == "fail"
}

test_needs_evidence_practices_unknown if {
	result := art_5_1.result with input as fixtures.stated({"scope": {"prohibited_practices": null}})
	result.outcome == "needs_evidence"
	"fact:scope.prohibited_practices" in result.needs
}

test_needs_evidence_never_screened if {
	result := art_5_1.result with input as fixtures.stated({"scope": {"prohibited_practices_screened_on": null}})
	result.outcome == "needs_evidence"
	"fact:scope.prohibited_practices_screened_on" in result.needs
}

test_needs_evidence_emotions_at_work if {
	result := art_5_1.result with input as fixtures.stated({"scope": {"emotion_recognition": true}})
	result.outcome == "needs_evidence"
	fixtures.gives_reason(result, "Article 5(1)(f)")
	"evidence:legal_opinion" in result.needs
}

test_needs_evidence_emotions_in_education if {
	result := art_5_1.result with input as fixtures.stated({
		"scope": {
			"emotion_recognition": true,
			"workplace_use": false,
			"annex_iii_areas": ["biometrics", "education"],
		},
	})
	result.outcome == "needs_evidence"
	"evidence:legal_opinion" in result.needs
}

test_needs_evidence_emotions_of_workers_outside_employment_uses if {
	result := art_5_1.result with input as fixtures.stated({
		"scope": {"emotion_recognition": true, "workplace_use": true, "annex_iii_areas": ["biometrics"]},
	})
	result.outcome == "needs_evidence"
	"evidence:legal_opinion" in result.needs
}

test_pass_emotions_elsewhere if {
	result := art_5_1.result with input as fixtures.stated({
		"scope": {"emotion_recognition": true, "workplace_use": false, "annex_iii_areas": ["biometrics"]},
	})
	result.outcome == "pass"
}

test_fail_emotions_at_work_stated_as_practice if {
	result := art_5_1.result with input as fixtures.stated({"scope": {
		"emotion_recognition": true,
		"prohibited_practices": ["emotion_inference_at_work_or_school"],
	}})
	result.outcome == "fail"
	result.needs == []
}

test_pass_emotions_at_work_for_safety if {
	result := art_5_1.result with input as fixtures.with_opinion(
		fixtures.stated({"scope": {"emotion_recognition": true}}),
		["eu_ai_act/art_5_1"],
	)
	result.outcome == "pass"
}

test_needs_evidence_opinion_on_another_control if {
	result := art_5_1.result with input as fixtures.with_opinion(
		fixtures.stated({"scope": {"emotion_recognition": true}}),
		["eu_ai_act/art_50_3"],
	)
	result.outcome == "needs_evidence"
	"evidence:legal_opinion" in result.needs
}

test_needs_evidence_market_unknown if {
	result := art_5_1.result with input as fixtures.stated({
		"scope": {"eu_market": null, "prohibited_practices": ["social_scoring"]},
	})
	result.outcome == "needs_evidence"
	"fact:scope.eu_market" in result.needs
}

test_not_applicable_outside_union if {
	result := art_5_1.result with input as fixtures.outside_union
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_retired if {
	result := art_5_1.result with input as fixtures.retired
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}
