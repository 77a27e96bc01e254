package syndic.frameworks.iso_42001.a_8_2_test

import data.syndic.frameworks.iso_42001.a_8_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_8_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_instructions if {
	result := a_8_2.result with input as fixtures.stating({"documentation": {"instructions_for_use": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.2: documentation.instructions_for_use is false"]
}

test_fail_when_limits_are_not_stated if {
	result := a_8_2.result with input as fixtures.stating({"documentation": {"limitations": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.2: documentation.limitations is false"]
}

test_fail_when_people_are_not_told if {
	result := a_8_2.result with input as fixtures.stating({"transparency": {"users_informed_of_ai": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.2 (interacts with people): transparency.users_informed_of_ai is false"]
}

test_pass_for_deployer_who_tells_people if {
	a_8_2.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"documentation": {"instructions_for_use": false},
	})
}

test_not_applicable_to_deployer_of_a_system_nobody_meets if {
	result := a_8_2.result with input as fixtures.stating({"scope": {"roles": ["deployer"], "interacts_with_people": false}})
	result.outcome == "not_applicable"
	result.reasons == ["The organisation supplies the system to nobody and no person meets it"]
}

test_needs_evidence_while_interaction_unknown if {
	result := a_8_2.result with input as fixtures.not_stating("scope", "interacts_with_people")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.interacts_with_people"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_8_2.result with input as fixtures.not_stating("scope", "roles")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
}

test_not_applicable_before_testing if {
	result := a_8_2.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_8_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
