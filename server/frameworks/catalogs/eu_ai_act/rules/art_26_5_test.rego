package syndic.frameworks.eu_ai_act.art_26_5_test

import data.syndic.frameworks.eu_ai_act.art_26_5
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_monitored_and_reported if {
	result := art_26_5.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_monitored if {
	result := art_26_5.result with input as fixtures.stated({"monitoring": {"production_monitored": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(5)")
}

test_fail_incident_unreported if {
	result := art_26_5.result with input as fixtures.stated({"monitoring": {"serious_incidents_unreported": 1}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "serious_incidents_unreported is 1")
}

test_fail_no_incident_procedure if {
	result := art_26_5.result with input as fixtures.stated({
		"monitoring": {"serious_incident_procedure": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(5), serious incidents")
}

test_fail_use_cannot_be_suspended if {
	result := art_26_5.result with input as fixtures.stated({"monitoring": {"deactivation_possible": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "suspension")
}

test_needs_evidence_incidents_unknown if {
	result := art_26_5.result with input as fixtures.stated({
		"monitoring": {"serious_incidents_unreported": null},
	})
	result.outcome == "needs_evidence"
	"fact:monitoring.serious_incidents_unreported" in result.needs
}

test_not_applicable_provider_only if {
	result := art_26_5.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_5.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_5.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
