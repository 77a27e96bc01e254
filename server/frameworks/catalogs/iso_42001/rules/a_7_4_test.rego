package syndic.frameworks.iso_42001.a_7_4_test

import data.syndic.frameworks.iso_42001.a_7_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_7_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_criteria if {
	result := a_7_4.result with input as fixtures.stating({"data": {"quality_criteria_defined": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.4: data.quality_criteria_defined is false"]
}

test_fail_when_bias_is_not_examined if {
	result := a_7_4.result with input as fixtures.stating({"data": {"bias_examined": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.4: data.bias_examined is false"]
}

test_fail_when_bias_is_not_mitigated if {
	result := a_7_4.result with input as fixtures.stating({"data": {"bias_mitigated": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.4 (affects decisions): data.bias_mitigated is false"]
}

test_pass_without_mitigation_when_no_decision_is_affected if {
	a_7_4.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"decision_effect": "none"},
		"data": {"bias_mitigated": false},
	})
}

test_fail_for_deployer_who_does_not_check_input if {
	result := a_7_4.result with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"data": {"input_relevance_checked": false},
	})
	result.outcome == "fail"
	result.reasons == ["A.7.4 (controls the input): data.input_relevance_checked is false"]
}

test_pass_for_deployer_who_checks_input if {
	a_7_4.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"data": {"quality_criteria_defined": false},
	})
}

test_not_applicable_to_deployer_without_control_of_input if {
	result := a_7_4.result with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"data": {"input_controlled": false},
	})
	result.outcome == "not_applicable"
	result.reasons == ["The organisation neither develops the system nor controls its input"]
}

test_needs_evidence_while_control_of_input_unknown if {
	result := a_7_4.result with input as fixtures.not_stating("data", "input_controlled")
	result.outcome == "needs_evidence"
	result.needs == ["fact:data.input_controlled"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_7_4.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.7.4: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_distributor if {
	result := a_7_4.result with input as fixtures.stating({"scope": {"roles": ["distributor"]}})
	result.outcome == "not_applicable"
	result.reasons == ["The organisation neither develops nor uses the system: scope.roles is distributor"]
}

test_not_applicable_when_retired if {
	result := a_7_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
