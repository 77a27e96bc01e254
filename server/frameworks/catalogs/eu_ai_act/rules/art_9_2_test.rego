package syndic.frameworks.eu_ai_act.art_9_2_test

import data.syndic.frameworks.eu_ai_act.art_9_2
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_every_step_done if {
	result := art_9_2.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_nothing_to_track_before_use if {
	result := art_9_2.result with input as fixtures.changed(
		{"lifecycle": "testing"},
		{"risk": {"emergent_risks_tracked": false}},
	)
	result.outcome == "pass"
}

test_fail_without_any_one_step if {
	citations := {
		"risk.risks_identified": "Article 9(2)(a)",
		"risk.impact_likelihood_estimated": "Article 9(2)(b), estimation",
		"risk.misuse_considered": "Article 9(2)(b), foreseeable misuse",
		"risk.emergent_risks_tracked": "Article 9(2)(c)",
		"risk.measures_adopted": "Article 9(2)(d)",
	}
	every path, citation in citations {
		[section, name] := split(path, ".")
		result := art_9_2.result with input as fixtures.stated({section: {name: false}})
		result.outcome == "fail"
		fixtures.gives_reason(result, sprintf("%s: %s is false", [citation, path]))
	}
}

test_fail_not_reviewed_for_long if {
	result := art_9_2.result with input as fixtures.stated({"risk": {"reviewed_on": "2025-05-01"}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "more than 365 days ago")
}

test_fail_review_in_the_future if {
	result := art_9_2.result with input as fixtures.stated({"risk": {"reviewed_on": "2026-07-01"}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "in the future")
}

test_needs_evidence_review_unknown if {
	result := art_9_2.result with input as fixtures.stated({"risk": {"reviewed_on": null}})
	result.outcome == "needs_evidence"
	"fact:risk.reviewed_on" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_9_2.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_9_2.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_9_2.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
