package syndic.frameworks.eu_ai_act.art_27_1_test

import data.syndic.frameworks.eu_ai_act.art_27_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_public_body if {
	result := art_27_1.result with input as fixtures.stated({"scope": {"public_service_deployer": true}})
	result.outcome == "pass"
	fixtures.gives_reason(result, "groups of persons affected are named")
}

test_fail_no_overseers if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true},
		"oversight": {"overseers_assigned": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 27(1)(e)")
}

test_pass_private_lender if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["essential_services"]},
	})
	result.outcome == "pass"
}

test_pass_public_authority if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": null, "public_authority_deployer": true},
	})
	result.outcome == "pass"
}

test_fail_assessment_only_planned if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true},
		"risk": {"fundamental_rights_assessment_on": "2026-09-01"},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "in the future")
}

test_fail_no_groups_named if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "affected_groups": []},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 27(1)(c)")
}

test_fail_no_way_to_complain if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["essential_services"]},
		"transparency": {"appeal_process": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 27(1)(f)")
}

test_needs_evidence_never_assessed if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true},
		"risk": {"fundamental_rights_assessment_on": null},
	})
	result.outcome == "needs_evidence"
	"fact:risk.fundamental_rights_assessment_on" in result.needs
}

test_needs_evidence_old_assessment if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true},
		"risk": {"fundamental_rights_assessment_on": "2024-12-01"},
	})
	result.outcome == "needs_evidence"
	fixtures.gives_reason(result, "confirm")
}

test_needs_evidence_groups_unknown if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "affected_groups": null},
	})
	result.outcome == "needs_evidence"
	"fact:scope.affected_groups" in result.needs
}

test_needs_evidence_not_on_record if {
	result := art_27_1.result with input as fixtures.without_evidence(
		fixtures.stated({"scope": {"public_service_deployer": true}}),
		"impact_assessment",
	)
	result.outcome == "needs_evidence"
	"evidence:impact_assessment" in result.needs
}

test_not_applicable_private_employer if {
	result := art_27_1.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "neither a public service nor credit or insurance")
}

test_not_applicable_critical_infrastructure if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "annex_iii_areas": ["critical_infrastructure"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "critical infrastructure")
}

test_not_applicable_product if {
	result := art_27_1.result with input as object.union(
		fixtures.product,
		{"facts": {"scope": {"public_service_deployer": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_provider_only if {
	result := art_27_1.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "roles": ["provider"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_needs_evidence_public_service_unknown if {
	result := art_27_1.result with input as fixtures.stated({"scope": {"public_service_deployer": null}})
	result.outcome == "needs_evidence"
	"fact:scope.public_service_deployer" in result.needs
}
