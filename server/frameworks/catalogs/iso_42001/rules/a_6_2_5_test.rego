package syndic.frameworks.iso_42001.a_6_2_5_test

import data.syndic.frameworks.iso_42001.a_6_2_5
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_5.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_plan if {
	result := a_6_2_5.result with input as fixtures.stating({"lifecycle": {"deployment_plan": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.5: lifecycle.deployment_plan is false"]
}

test_fail_without_recorded_decision if {
	result := a_6_2_5.result with input as fixtures.stating({"risk": {"go_decision_recorded": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.5 (high risk in operation): risk.go_decision_recorded is false"]
}

test_pass_without_recorded_decision_in_testing if {
	a_6_2_5.result.outcome == "pass" with input as object.union(
		fixtures.stating({"risk": {"go_decision_recorded": false}}),
		{"system": {"lifecycle": "testing"}},
	)
}

test_needs_evidence_while_plan_unknown if {
	result := a_6_2_5.result with input as fixtures.not_stating("lifecycle", "deployment_plan")
	result.outcome == "needs_evidence"
	result.needs == ["fact:lifecycle.deployment_plan"]
}

test_not_applicable_before_testing if {
	result := a_6_2_5.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_6_2_5.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
