package syndic.frameworks.eu_ai_act.art_26_1_test

import data.syndic.frameworks.eu_ai_act.art_26_1
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_instructions_followed if {
	result := art_26_1.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_instructions_ignored if {
	result := art_26_1.result with input as fixtures.stated({"oversight": {"instructions_followed": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(1)")
}

test_fail_use_not_checked if {
	result := art_26_1.result with input as fixtures.stated({"lifecycle": {"intended_use_monitored": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(1)")
}

test_needs_evidence_unknown if {
	result := art_26_1.result with input as fixtures.stated({"oversight": {"instructions_followed": null}})
	result.outcome == "needs_evidence"
	"fact:oversight.instructions_followed" in result.needs
}

test_needs_evidence_roles_unknown if {
	result := art_26_1.result with input as fixtures.stated({"scope": {"roles": null}})
	result.outcome == "needs_evidence"
	"fact:scope.roles" in result.needs
}

test_not_applicable_before_use if {
	result := art_26_1.result with input as fixtures.in_testing
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "it is in testing")
}

test_not_applicable_retired if {
	result := art_26_1.result with input as fixtures.retired
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}

test_not_applicable_outside_union if {
	result := art_26_1.result with input as fixtures.outside_union
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_provider_only if {
	result := art_26_1.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_1.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_1.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
