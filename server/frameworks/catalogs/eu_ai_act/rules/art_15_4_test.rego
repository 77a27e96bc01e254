package syndic.frameworks.eu_ai_act.art_15_4_test

import data.syndic.frameworks.eu_ai_act.art_15_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_robust if {
	result := art_15_4.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_fail_safe_without_report if {
	result := art_15_4.result with input as fixtures.without_evidence(fixtures.compliant, "test_report")
	result.outcome == "pass"
}

test_pass_robust_by_other_means if {
	result := art_15_4.result with input as fixtures.stated({"performance": {"fail_safe": false}})
	result.outcome == "pass"
}

test_pass_no_learning_no_loops if {
	result := art_15_4.result with input as fixtures.stated({
		"performance": {"continues_learning": false, "feedback_loops_addressed": false},
	})
	result.outcome == "pass"
}

test_pass_loops_addressed_whether_it_learns_or_not if {
	result := art_15_4.result with input as fixtures.stated({"performance": {"continues_learning": null}})
	result.outcome == "pass"
}

test_fail_not_tested if {
	result := art_15_4.result with input as fixtures.stated({"performance": {"robustness_tested": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 15(4)")
}

test_fail_feedback_loops if {
	result := art_15_4.result with input as fixtures.stated({
		"performance": {"continues_learning": true, "feedback_loops_addressed": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "third subparagraph")
}

test_needs_evidence_learning_unknown if {
	result := art_15_4.result with input as fixtures.stated({
		"performance": {"continues_learning": null, "feedback_loops_addressed": false},
	})
	result.outcome == "needs_evidence"
	"fact:performance.continues_learning" in result.needs
}

test_needs_evidence_fail_safe_unknown if {
	result := art_15_4.result with input as fixtures.stated({"performance": {"fail_safe": null}})
	result.outcome == "needs_evidence"
	"fact:performance.fail_safe" in result.needs
}

test_needs_evidence_no_fail_safe_no_report if {
	result := art_15_4.result with input as fixtures.without_evidence(
		fixtures.stated({"performance": {"fail_safe": false}}),
		"test_report",
	)
	result.outcome == "needs_evidence"
	"evidence:test_report" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_15_4.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_15_4.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_15_4.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
