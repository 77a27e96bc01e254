package syndic.frameworks.eu_ai_act.art_19_1_test

import data.syndic.frameworks.eu_ai_act.art_19_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_a_year if {
	result := art_19_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_exactly_six_months if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"retention_days": 184}})
	result.outcome == "pass"
}

test_pass_shorter_by_other_law if {
	result := art_19_1.result with input as fixtures.with_opinion(
		fixtures.stated({"logging": {"retention_days": 30}}),
		["eu_ai_act/art_19_1"],
	)
	result.outcome == "pass"
	fixtures.gives_reason(result, "legal opinion")
}

test_pass_opinion_not_needed if {
	result := art_19_1.result with input as fixtures.with_opinion(fixtures.compliant, ["eu_ai_act/art_19_1"])
	result.outcome == "pass"
	fixtures.gives_reason(result, "is 365, at least 184")
}

test_needs_evidence_retention_unknown_despite_opinion if {
	result := art_19_1.result with input as fixtures.with_opinion(
		fixtures.stated({"logging": {"retention_days": null}}),
		["eu_ai_act/art_19_1"],
	)
	result.outcome == "needs_evidence"
	"fact:logging.retention_days" in result.needs
}

test_fail_a_month if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"retention_days": 30}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "is 30, below 184")
}

test_fail_short_of_six_months_in_summer if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"retention_days": 183}})
	result.outcome == "fail"
}

test_fail_retired_and_deleted if {
	result := art_19_1.result with input as fixtures.changed(
		{"lifecycle": "retired"},
		{"logging": {"retention_days": 0}},
	)
	result.outcome == "fail"
}

test_needs_evidence_retention_unknown if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"retention_days": null}})
	result.outcome == "needs_evidence"
	"fact:logging.retention_days" in result.needs
}

test_needs_evidence_control_unknown if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"controlled": null}})
	result.outcome == "needs_evidence"
	"fact:logging.controlled" in result.needs
}

test_not_applicable_kept_by_others if {
	result := art_19_1.result with input as fixtures.stated({"logging": {"controlled": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 19(1)")
}

test_not_applicable_before_the_market if {
	result := art_19_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
}

test_not_applicable_deployer_only if {
	result := art_19_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_19_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_19_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
