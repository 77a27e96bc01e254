package syndic.frameworks.eu_ai_act.art_26_8_test

import data.syndic.frameworks.eu_ai_act.art_26_8
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_registered if {
	result := art_26_8.result with input as fixtures.stated({"scope": {"public_authority_deployer": true}})
	result.outcome == "pass"
}

test_fail_not_registered if {
	result := art_26_8.result with input as fixtures.stated({
		"scope": {"public_authority_deployer": true},
		"documentation": {"registered_in_eu_database": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(8)")
}

test_needs_evidence_no_record if {
	result := art_26_8.result with input as fixtures.without_evidence(
		fixtures.stated({"scope": {"public_authority_deployer": true}}),
		"registration_record",
	)
	result.outcome == "needs_evidence"
	"evidence:registration_record" in result.needs
}

test_needs_evidence_authority_unknown if {
	result := art_26_8.result with input as fixtures.stated({"scope": {"public_authority_deployer": null}})
	result.outcome == "needs_evidence"
	"fact:scope.public_authority_deployer" in result.needs
}

test_not_applicable_private_deployer if {
	result := art_26_8.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(8)")
}

test_not_applicable_critical_infrastructure if {
	result := art_26_8.result with input as fixtures.stated({
		"scope": {"public_authority_deployer": true, "annex_iii_areas": ["critical_infrastructure"]},
	})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 49(3)")
}

test_not_applicable_product if {
	result := art_26_8.result with input as object.union(
		fixtures.product,
		{"facts": {"scope": {"public_authority_deployer": true}}},
	)
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}
