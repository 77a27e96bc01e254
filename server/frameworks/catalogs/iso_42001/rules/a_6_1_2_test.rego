package syndic.frameworks.iso_42001.a_6_1_2_test

import data.syndic.frameworks.iso_42001.a_6_1_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_1_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_aims if {
	result := a_6_1_2.result with input as fixtures.stating({"lifecycle": {"objectives_defined": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.1.2: lifecycle.objectives_defined is false"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_6_1_2.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.6.1.2: scope.roles is not known, so it is open whether the control applies"]
}

test_needs_evidence_not_failure_while_roles_unknown if {
	result := a_6_1_2.result with input as object.union(
		fixtures.roles_not_stated,
		{"facts": {"lifecycle": {"objectives_defined": false}}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
}

test_needs_evidence_while_aims_unknown if {
	result := a_6_1_2.result with input as fixtures.not_stating("lifecycle", "objectives_defined")
	result.outcome == "needs_evidence"
	result.needs == ["fact:lifecycle.objectives_defined"]
}

test_not_applicable_to_deployer if {
	result := a_6_1_2.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}

test_not_applicable_when_retired if {
	result := a_6_1_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
