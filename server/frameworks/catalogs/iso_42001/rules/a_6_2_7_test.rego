package syndic.frameworks.iso_42001.a_6_2_7_test

import data.syndic.frameworks.iso_42001.a_6_2_7
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_7.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_6_2_7.result with input as fixtures.stating({"documentation": {"technical_documentation": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.7: documentation.technical_documentation is false"]
}

test_fail_when_documentation_is_old if {
	result := a_6_2_7.result with input as fixtures.stating({
		"documentation": {"technical_documentation_updated_on": "2024-01-01"},
	})
	result.outcome == "fail"
	result.reasons == [
		"A.6.2.7 (in operation): documentation.technical_documentation_updated_on is 2024-01-01, more than 365 days ago",
	]
}

test_fail_after_retirement_without_documentation if {
	result := a_6_2_7.result with input as object.union(
		fixtures.retired,
		{"facts": {"documentation": {"technical_documentation": false}}},
	)
	result.outcome == "fail"
	result.reasons == ["A.6.2.7: documentation.technical_documentation is false"]
}

test_pass_after_retirement_with_old_documentation if {
	a_6_2_7.result.outcome == "pass" with input as object.union(
		fixtures.retired,
		{"facts": {"documentation": {"technical_documentation_updated_on": "2024-01-01"}}},
	)
}

test_needs_evidence_without_technical_documentation if {
	result := a_6_2_7.result with input as fixtures.without_evidence("technical_documentation")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:technical_documentation"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_6_2_7.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.6.2.7: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_6_2_7.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}

test_not_applicable_without_role if {
	result := a_6_2_7.result with input as fixtures.no_role
	result.outcome == "not_applicable"
	result.reasons == ["The organisation holds no role for the system: scope.roles is empty"]
}
