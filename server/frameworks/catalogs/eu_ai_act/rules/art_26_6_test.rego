package syndic.frameworks.eu_ai_act.art_26_6_test

import data.syndic.frameworks.eu_ai_act.art_26_6
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_a_year if {
	result := art_26_6.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_shorter_by_other_law if {
	result := art_26_6.result with input as fixtures.with_opinion(
		fixtures.stated({"logging": {"retention_days": 90}}),
		["eu_ai_act/art_26_6"],
	)
	result.outcome == "pass"
}

test_fail_a_month if {
	result := art_26_6.result with input as fixtures.stated({"logging": {"retention_days": 30}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "is 30, below 184")
}

test_fail_opinion_on_another_control if {
	result := art_26_6.result with input as fixtures.with_opinion(
		fixtures.stated({"logging": {"retention_days": 30}}),
		["eu_ai_act/art_19_1"],
	)
	result.outcome == "fail"
}

test_fail_retired_and_deleted if {
	result := art_26_6.result with input as fixtures.changed(
		{"lifecycle": "retired"},
		{"logging": {"retention_days": 10}},
	)
	result.outcome == "fail"
}

test_needs_evidence_retention_unknown if {
	result := art_26_6.result with input as fixtures.stated({"logging": {"retention_days": null}})
	result.outcome == "needs_evidence"
	"fact:logging.retention_days" in result.needs
}

test_not_applicable_kept_by_the_provider if {
	result := art_26_6.result with input as fixtures.stated({"logging": {"controlled": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(6)")
}

test_not_applicable_before_use if {
	result := art_26_6.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
}

test_not_applicable_provider_only if {
	result := art_26_6.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_6.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_6.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
