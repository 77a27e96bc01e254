package syndic.frameworks.eu_ai_act.art_72_1_test

import data.syndic.frameworks.eu_ai_act.art_72_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_monitored_and_reviewed if {
	result := art_72_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_monitored if {
	result := art_72_1.result with input as fixtures.stated({"monitoring": {"production_monitored": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 72(1)")
}

test_fail_not_reviewed_for_long if {
	result := art_72_1.result with input as fixtures.stated({"monitoring": {"reviewed_on": "2025-01-01"}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 72(2)")
}

test_needs_evidence_no_report if {
	result := art_72_1.result with input as fixtures.without_evidence(fixtures.compliant, "monitoring_report")
	result.outcome == "needs_evidence"
	"evidence:monitoring_report" in result.needs
}

test_not_applicable_before_the_market if {
	result := art_72_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_72_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_72_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_72_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
