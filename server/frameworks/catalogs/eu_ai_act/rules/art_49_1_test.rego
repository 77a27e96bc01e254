package syndic.frameworks.eu_ai_act.art_49_1_test

import data.syndic.frameworks.eu_ai_act.art_49_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_registered if {
	result := art_49_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_registered if {
	result := art_49_1.result with input as fixtures.stated({
		"documentation": {"registered_in_eu_database": false},
	})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 49(1)")
}

test_needs_evidence_no_record if {
	result := art_49_1.result with input as fixtures.without_evidence(fixtures.compliant, "registration_record")
	result.outcome == "needs_evidence"
	"evidence:registration_record" in result.needs
}

test_needs_evidence_areas_unknown if {
	result := art_49_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}

test_not_applicable_critical_infrastructure if {
	result := art_49_1.result with input as fixtures.critical_infrastructure
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 49(1) and (5)")
}

test_not_applicable_product if {
	result := art_49_1.result with input as fixtures.product
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_derogated if {
	result := art_49_1.result with input as fixtures.derogated
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_derogated_though_stated_high if {
	result := art_49_1.result with input as object.union(fixtures.derogated, {"system": {"risk_tier": "high"}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk under Annex III")
}

test_not_applicable_before_the_market if {
	result := art_49_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_deployer_only if {
	result := art_49_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_fail_one_of_two_areas_is_enough if {
	result := art_49_1.result with input as fixtures.stated({
		"scope": {"annex_iii_areas": ["critical_infrastructure", "employment"]},
		"documentation": {"registered_in_eu_database": false},
	})
	result.outcome == "fail"
}
