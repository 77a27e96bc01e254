package syndic.frameworks.eu_ai_act.art_6_4_test

import data.syndic.frameworks.eu_ai_act.art_6_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_assessment_on_file if {
	result := art_6_4.result with input as fixtures.derogated
	result.outcome == "pass"
}

test_fail_no_assessment if {
	result := art_6_4.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{
			"scope": {
				"annex_iii_exemption": "narrow_procedural_task",
				"annex_iii_exemption_documented": false,
				"profiles_people": false,
			},
		},
	)
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 6(4)")
}

test_needs_evidence_assessment_unknown if {
	result := art_6_4.result with input as fixtures.stated({
		"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": false},
	})
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_exemption_documented" in result.needs
}

test_not_applicable_none_relied_on if {
	result := art_6_4.result with input as fixtures.compliant
	result.outcome == "not_applicable"
}

test_not_applicable_deployer_only if {
	result := art_6_4.result with input as object.union(
		fixtures.derogated,
		{"facts": {"scope": {"roles": ["deployer"]}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}
