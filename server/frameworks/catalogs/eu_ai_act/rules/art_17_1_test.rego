package syndic.frameworks.eu_ai_act.art_17_1_test

import data.syndic.frameworks.eu_ai_act.art_17_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_covers_every_aspect if {
	result := art_17_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_no_system if {
	result := art_17_1.result with input as fixtures.stated({"governance": {"quality_management_system": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 17(1): governance")
}

test_fail_no_incident_procedure if {
	result := art_17_1.result with input as fixtures.stated({
		"monitoring": {"serious_incident_procedure": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 17(1)(i)")
}

test_needs_evidence_accountability_unknown if {
	result := art_17_1.result with input as fixtures.stated({"governance": {"roles_assigned": null}})
	result.outcome == "needs_evidence"
	"fact:governance.roles_assigned" in result.needs
}

test_needs_evidence_no_written_policy if {
	result := art_17_1.result with input as fixtures.without_evidence(fixtures.compliant, "policy")
	result.outcome == "needs_evidence"
	"evidence:policy" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_17_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_17_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_17_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
