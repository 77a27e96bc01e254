package syndic.frameworks.iso_42001.a_10_4_test

import data.syndic.frameworks.iso_42001.a_10_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_10_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_expectations_are_ignored if {
	result := a_10_4.result with input as fixtures.stating({"suppliers": {"customer_expectations": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.4: suppliers.customer_expectations is false"]
}

test_fail_when_feedback_is_not_collected if {
	result := a_10_4.result with input as fixtures.stating({"monitoring": {"feedback_collected": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.4 (in operation): monitoring.feedback_collected is false"]
}

test_pass_for_distributor_before_operation if {
	a_10_4.result.outcome == "pass" with input as object.union(
		fixtures.stating({"scope": {"roles": ["distributor"]}, "monitoring": {"feedback_collected": false}}),
		{"system": {"lifecycle": "testing"}},
	)
}

test_needs_evidence_while_expectations_unknown if {
	result := a_10_4.result with input as fixtures.not_stating("suppliers", "customer_expectations")
	result.outcome == "needs_evidence"
	result.needs == ["fact:suppliers.customer_expectations"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_10_4.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.10.4: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_10_4.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation supplies the system to nobody: scope.roles is deployer"]
}

test_not_applicable_when_retired if {
	result := a_10_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
