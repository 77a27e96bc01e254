package syndic.frameworks.iso_42001.a_6_2_4_test

import data.syndic.frameworks.iso_42001.a_6_2_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_plan if {
	result := a_6_2_4.result with input as fixtures.stating({"lifecycle": {"verification_plan": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.4: lifecycle.verification_plan is false"]
}

test_fail_when_results_are_not_documented if {
	result := a_6_2_4.result with input as fixtures.stating({"performance": {"evaluation_documented": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.4 (from testing on): performance.evaluation_documented is false"]
}

test_fail_when_evaluation_is_old if {
	result := a_6_2_4.result with input as fixtures.stating({"performance": {"evaluated_on": "2024-01-01"}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.4 (in operation): performance.evaluated_on is 2024-01-01, more than 365 days ago"]
}

test_needs_evidence_without_test_report if {
	result := a_6_2_4.result with input as fixtures.without_evidence("test_report")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:test_report"]
}

test_pass_with_a_plan_alone_before_testing if {
	a_6_2_4.result.outcome == "pass" with input as object.union(
		fixtures.without_evidence("test_report"),
		{"system": {"lifecycle": "design"}, "facts": {"performance": {"evaluation_documented": false}}},
	)
}

test_needs_evidence_while_evaluation_unknown if {
	result := a_6_2_4.result with input as fixtures.not_stating("performance", "evaluated_on")
	result.outcome == "needs_evidence"
	result.needs == ["fact:performance.evaluated_on"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_6_2_4.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.6.2.4: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_6_2_4.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}
