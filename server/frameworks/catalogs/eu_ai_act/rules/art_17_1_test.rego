package syndic.frameworks.eu_ai_act.art_17_1_test

import data.syndic.frameworks.eu_ai_act.art_17_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_covers_every_aspect if {
	result := art_17_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_without_any_one_aspect if {
	citations := {
		"governance.quality_management_system": "Article 17(1)",
		"governance.legal_requirements_identified": "Article 17(1)(a), strategy for compliance",
		"lifecycle.change_management": "Article 17(1)(a), management of modifications",
		"lifecycle.development_process": "Article 17(1)(b) and (c)",
		"lifecycle.verification_plan": "Article 17(1)(d)",
		"documentation.requirements": "Article 17(1)(e)",
		"data.governance_documented": "Article 17(1)(f)",
		"risk.process_documented": "Article 17(1)(g)",
		"monitoring.post_market_plan": "Article 17(1)(h)",
		"monitoring.serious_incident_procedure": "Article 17(1)(i)",
		"governance.roles_assigned": "Article 17(1)(m)",
	}
	every path, citation in citations {
		[section, name] := split(path, ".")
		result := art_17_1.result with input as fixtures.stated({section: {name: false}})
		result.outcome == "fail"
		fixtures.gives_reason(result, sprintf("%s: %s is false", [citation, path]))
	}
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
