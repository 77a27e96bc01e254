package syndic.frameworks.iso_42001.a_6_1_3_test

import data.syndic.frameworks.iso_42001.a_6_1_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_1_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_process if {
	result := a_6_1_3.result with input as fixtures.stating({"lifecycle": {"development_process": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.1.3: lifecycle.development_process is false"]
}

test_fail_without_change_control if {
	result := a_6_1_3.result with input as fixtures.stating({"lifecycle": {"change_management": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.1.3: lifecycle.change_management is false"]
}

test_fail_when_oversight_is_not_designed_in if {
	result := a_6_1_3.result with input as fixtures.stating({"oversight": {"designed_in": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.1.3 (affects decisions): oversight.designed_in is false"]
}

test_pass_without_oversight_when_no_decision_is_affected if {
	a_6_1_3.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"decision_effect": "none"},
		"oversight": {"designed_in": false},
	})
}

test_needs_evidence_while_decision_effect_unknown if {
	result := a_6_1_3.result with input as fixtures.not_stating("scope", "decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_6_1_3.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.6.1.3: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_6_1_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}
