package syndic.frameworks.eu_ai_act.art_14_4_test

import data.syndic.frameworks.eu_ai_act.art_14_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_all_five if {
	result := art_14_4.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_stop_control_not_appropriate if {
	result := art_14_4.result with input as fixtures.with_opinion(
		fixtures.stated({"oversight": {"stop_control": false}}),
		["eu_ai_act/art_14_4"],
	)
	result.outcome == "pass"
}

test_fail_no_understanding if {
	result := art_14_4.result with input as fixtures.stated({"documentation": {"limitations": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(4)(a)")
}

test_fail_automation_bias if {
	result := art_14_4.result with input as fixtures.stated({"oversight": {"automation_bias_addressed": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(4)(b)")
}

test_fail_no_interpretation if {
	result := art_14_4.result with input as fixtures.stated({"documentation": {"explanation": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(4)(c)")
}

test_fail_no_override if {
	result := art_14_4.result with input as fixtures.stated({"oversight": {"override_possible": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(4)(d)")
}

test_fail_no_stop_control if {
	result := art_14_4.result with input as fixtures.stated({"oversight": {"stop_control": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 14(4)(e)")
}

test_needs_evidence_automation_bias_unknown if {
	result := art_14_4.result with input as fixtures.stated({"oversight": {"automation_bias_addressed": null}})
	result.outcome == "needs_evidence"
	"fact:oversight.automation_bias_addressed" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_14_4.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_14_4.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_14_4.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
