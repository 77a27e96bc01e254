package syndic.frameworks.iso_42001.a_3_2_test

import data.syndic.frameworks.iso_42001.a_3_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_3_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_assigned_roles if {
	result := a_3_2.result with input as fixtures.stating({"governance": {"roles_assigned": false}})
	result.outcome == "fail"
	result.reasons == ["A.3.2: governance.roles_assigned is false"]
}

test_fail_without_accountable_executive if {
	result := a_3_2.result with input as fixtures.stating({"governance": {"accountable_executive": false}})
	result.outcome == "fail"
	result.reasons == ["A.3.2 (high risk): governance.accountable_executive is false"]
}

test_pass_without_accountable_executive_at_limited_risk if {
	a_3_2.result.outcome == "pass" with input as object.union(
		fixtures.stating({"governance": {"accountable_executive": false}}),
		{"system": {"risk_tier": "limited"}},
	)
}

test_fail_without_monitoring_roles_in_operation if {
	result := a_3_2.result with input as fixtures.stating({"governance": {"monitoring_roles_defined": false}})
	result.outcome == "fail"
	result.reasons == ["A.3.2 (in operation): governance.monitoring_roles_defined is false"]
}

test_pass_without_monitoring_roles_before_operation if {
	a_3_2.result.outcome == "pass" with input as object.union(
		fixtures.stating({"governance": {"monitoring_roles_defined": false}}),
		{"system": {"lifecycle": "testing"}},
	)
}

test_needs_evidence_while_roles_assigned_unknown if {
	result := a_3_2.result with input as fixtures.not_stating("governance", "roles_assigned")
	result.outcome == "needs_evidence"
	result.needs == ["fact:governance.roles_assigned"]
}

test_not_applicable_when_retired if {
	result := a_3_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}

test_not_applicable_without_role if {
	result := a_3_2.result with input as fixtures.no_role
	result.outcome == "not_applicable"
	result.reasons == ["The organisation holds no role for the system: scope.roles is empty"]
}
