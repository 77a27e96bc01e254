package syndic.frameworks.iso_42001.a_9_4_test

import data.syndic.frameworks.iso_42001.a_9_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_9_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_purpose if {
	result := a_9_4.result with input as fixtures.stating({"documentation": {"intended_purpose": false}})
	result.outcome == "fail"
	result.reasons == ["A.9.4: documentation.intended_purpose is false"]
}

test_fail_when_use_is_not_checked if {
	result := a_9_4.result with input as fixtures.stating({"lifecycle": {"intended_use_monitored": false}})
	result.outcome == "fail"
	result.reasons == ["A.9.4: lifecycle.intended_use_monitored is false"]
}

test_fail_for_deployer_who_ignores_instructions if {
	result := a_9_4.result with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"oversight": {"instructions_followed": false},
	})
	result.outcome == "fail"
	result.reasons == ["A.9.4 (supplied by another): oversight.instructions_followed is false"]
}

test_pass_without_instructions_for_an_own_system if {
	a_9_4.result.outcome == "pass" with input as fixtures.stating({"oversight": {"instructions_followed": false}})
}

test_needs_evidence_while_check_unknown if {
	result := a_9_4.result with input as fixtures.not_stating("lifecycle", "intended_use_monitored")
	result.outcome == "needs_evidence"
	result.needs == ["fact:lifecycle.intended_use_monitored"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_9_4.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.9.4: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_provider_who_does_not_use_it if {
	result := a_9_4.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not use the system: scope.roles is provider"]
}

test_not_applicable_before_testing if {
	result := a_9_4.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}
