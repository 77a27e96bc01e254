package syndic.frameworks.eu_ai_act.art_9_1_test

import data.syndic.frameworks.eu_ai_act.art_9_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_documented_with_file if {
	result := art_9_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_pass_for_a_product if {
	result := art_9_1.result with input as fixtures.product
	result.outcome == "pass"
}

test_pass_before_the_market_too if {
	result := art_9_1.result with input as fixtures.in_testing
	result.outcome == "pass"
}

test_pass_stated_high_whatever_the_areas if {
	result := art_9_1.result with input as fixtures.stated({"scope": {"annex_iii_areas": null}})
	result.outcome == "pass"
}

test_pass_expired_file_and_a_current_one if {
	result := art_9_1.result with input as object.union(
		fixtures.compliant,
		{
			"evidence": [
				object.union(
					fixtures.evidence_item("risk_management_file", []),
					{"expires_at": "2026-05-01T00:00:00Z"},
				),
				fixtures.evidence_item("risk_management_file", []),
			],
		},
	)
	result.outcome == "pass"
}

test_fail_no_process if {
	result := art_9_1.result with input as fixtures.stated({"risk": {"process_documented": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 9(1): risk.process_documented is false")
}

test_fail_product_though_stated_minimal if {
	result := art_9_1.result with input as object.union(
		fixtures.product,
		{"system": {"risk_tier": "minimal"}, "facts": {"risk": {"process_documented": false}}},
	)
	result.outcome == "fail"
}

test_needs_evidence_only_derogation_unknown if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": null, "profiles_people": false}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.annex_iii_exemption"]
}

test_needs_evidence_only_areas_unknown if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_areas": null, "profiles_people": false}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.annex_iii_areas"]
}

test_needs_evidence_only_areas_unknown_with_derogation if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{
			"scope": {
				"annex_iii_areas": null,
				"annex_iii_exemption": "preparatory_task",
				"profiles_people": false,
			},
		},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.annex_iii_areas"]
}

test_needs_evidence_only_grounds_of_derogation_unknown if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": null, "decision_effect": null}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect", "fact:scope.profiles_people"]
}

test_needs_evidence_only_profiling_unknown if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_exemption": "preparatory_task", "profiles_people": null}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.profiles_people"]
}

test_needs_evidence_only_product_unknown_in_no_area if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{
			"scope": {
				"annex_iii_areas": [],
				"annex_i_product": null,
				"annex_iii_exemption": null,
				"profiles_people": null,
				"decision_effect": null,
			},
		},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.annex_i_product"]
}

test_fail_listed_though_stated_minimal if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "minimal"},
		{"risk": {"process_documented": false}},
	)
	result.outcome == "fail"
}

test_needs_evidence_process_unknown if {
	result := art_9_1.result with input as fixtures.stated({"risk": {"process_documented": null}})
	result.outcome == "needs_evidence"
	"fact:risk.process_documented" in result.needs
}

test_needs_evidence_no_file if {
	result := art_9_1.result with input as fixtures.without_evidence(fixtures.compliant, "risk_management_file")
	result.outcome == "needs_evidence"
	"evidence:risk_management_file" in result.needs
}

test_needs_evidence_expired_file if {
	result := art_9_1.result with input as object.union(
		fixtures.compliant,
		{
			"evidence": [
				object.union(
					fixtures.evidence_item("risk_management_file", []),
					{"expires_at": "2026-05-01T00:00:00Z"},
				),
			],
		},
	)
	result.outcome == "needs_evidence"
	"evidence:risk_management_file" in result.needs
}

test_needs_evidence_market_unknown if {
	result := art_9_1.result with input as fixtures.stated({
		"scope": {"eu_market": null},
		"risk": {"process_documented": false},
	})
	result.outcome == "needs_evidence"
	"fact:scope.eu_market" in result.needs
}

test_needs_evidence_roles_unknown if {
	result := art_9_1.result with input as fixtures.stated({"scope": {"roles": null}})
	result.outcome == "needs_evidence"
	"fact:scope.roles" in result.needs
}

test_needs_evidence_product_unknown if {
	result := art_9_1.result with input as fixtures.changed(
		{"risk_tier": "limited"},
		{"scope": {"annex_iii_areas": [], "annex_i_product": null}},
	)
	result.outcome == "needs_evidence"
	"fact:scope.annex_i_product" in result.needs
}

test_needs_evidence_nothing_known if {
	result := art_9_1.result with input as {
		"now": "2026-06-01T12:00:00Z",
		"system": {"risk_tier": "minimal", "lifecycle": "design"},
		"facts": {},
		"evidence": [],
		"metrics": {},
	}
	result.outcome == "needs_evidence"
	"fact:scope.annex_i_product" in result.needs
}

test_not_applicable_outside_union_whatever_the_role if {
	result := art_9_1.result with input as fixtures.stated({"scope": {"eu_market": false, "roles": null}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_retired if {
	result := art_9_1.result with input as fixtures.retired
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}

test_not_applicable_derogated if {
	result := art_9_1.result with input as fixtures.derogated
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_not_applicable_no_role if {
	result := art_9_1.result with input as fixtures.stated({"scope": {"roles": []}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_deployer_only if {
	result := art_9_1.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_9_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_9_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
