package syndic.frameworks.eu_ai_act.art_27_3_test

import data.syndic.frameworks.eu_ai_act.art_27_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_notified if {
	result := art_27_3.result with input as fixtures.stated({"scope": {"public_service_deployer": true}})
	result.outcome == "pass"
}

test_pass_exempt if {
	result := art_27_3.result with input as fixtures.with_opinion(
		fixtures.stated({
			"scope": {"public_service_deployer": true},
			"risk": {"fundamental_rights_authority_notified": false},
		}),
		["eu_ai_act/art_27_3"],
	)
	result.outcome == "pass"
}

test_fail_not_notified if {
	result := art_27_3.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["essential_services"]},
		"risk": {"fundamental_rights_authority_notified": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 27(3)")
}

test_needs_evidence_notification_unknown if {
	result := art_27_3.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true},
		"risk": {"fundamental_rights_authority_notified": null},
	})
	result.outcome == "needs_evidence"
	"fact:risk.fundamental_rights_authority_notified" in result.needs
}

test_not_applicable_private_employer if {
	result := art_27_3.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "neither a public service nor credit or insurance")
}

test_not_applicable_critical_infrastructure if {
	result := art_27_3.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "annex_iii_areas": ["critical_infrastructure"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "critical infrastructure")
}

test_not_applicable_product if {
	result := art_27_3.result with input as object.union(
		fixtures.product,
		{"facts": {"scope": {"public_service_deployer": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_provider_only if {
	result := art_27_3.result with input as fixtures.stated({
		"scope": {"public_service_deployer": true, "roles": ["provider"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_needs_evidence_public_service_unknown if {
	result := art_27_3.result with input as fixtures.stated({"scope": {"public_service_deployer": null}})
	result.outcome == "needs_evidence"
	"fact:scope.public_service_deployer" in result.needs
}
