package syndic.frameworks.eu_ai_act.art_6_3_test

import data.syndic.frameworks.eu_ai_act.art_6_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_narrow_task_without_profiling if {
	result := art_6_3.result with input as fixtures.derogated
	result.outcome == "pass"
	fixtures.gives_reason(result, "no profiling")
}

test_pass_advice_only if {
	result := art_6_3.result with input as fixtures.derogated
	result.outcome == "pass"
	fixtures.gives_reason(result, "does not decide alone")
}

test_fail_profiling if {
	result := art_6_3.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": true}},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "always high-risk")
}

test_fail_deciding_alone if {
	result := art_6_3.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{
			"scope": {
				"annex_iii_exemption": "preparatory_task",
				"profiles_people": false,
				"decision_effect": "automated",
			},
		},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "decides alone")
}

test_needs_evidence_profiling_unknown if {
	result := art_6_3.result with input as fixtures.stated({
		"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": null},
	})
	result.outcome == "needs_evidence"
	"fact:scope.profiles_people" in result.needs
}

test_needs_evidence_effect_unknown if {
	result := art_6_3.result with input as fixtures.stated({
		"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": false, "decision_effect": null},
	})
	result.outcome == "needs_evidence"
	"fact:scope.decision_effect" in result.needs
}

test_needs_evidence_derogation_unknown if {
	result := art_6_3.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": null, "profiles_people": false}},
	)
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_exemption" in result.needs
}

test_pass_areas_unknown if {
	result := art_6_3.result with input as object.union(
		fixtures.derogated,
		{"facts": {"scope": {"annex_iii_areas": null}}},
	)
	result.outcome == "pass"
}

test_not_applicable_nothing_said_in_no_area if {
	result := art_6_3.result with input as object.union(
		fixtures.not_high_risk,
		{"facts": {"scope": {"annex_iii_exemption": null}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "in no area")
}

test_not_applicable_none_relied_on_in_no_area if {
	result := art_6_3.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "in no area")
}

test_not_applicable_none_relied_on if {
	result := art_6_3.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "no derogation")
}

test_not_applicable_stated_high_and_silent if {
	result := art_6_3.result with input as fixtures.stated({
		"scope": {"annex_iii_exemption": null, "profiles_people": false},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "no derogation")
}

test_not_applicable_in_no_area if {
	result := art_6_3.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": [], "annex_iii_exemption": "preparatory_task"},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "in no area")
}
