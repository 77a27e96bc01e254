package syndic.frameworks.iso_42001.a_4_4_test

import data.syndic.frameworks.iso_42001.a_4_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_4_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_4_4.result with input as fixtures.stating({"documentation": {"tooling_resources": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.4: documentation.tooling_resources is false"]
}

test_fail_when_evaluation_tools_are_missing if {
	result := a_4_4.result with input as fixtures.stating({"performance": {"evaluation_documented": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.4 (tools of evaluation): performance.evaluation_documented is false"]
}

test_pass_for_deployer_without_evaluation_tools if {
	a_4_4.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"performance": {"evaluation_documented": false},
	})
}

test_needs_evidence_while_roles_unknown if {
	result := a_4_4.result with input as fixtures.not_stating("scope", "roles")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
}

test_needs_evidence_while_tooling_unknown if {
	result := a_4_4.result with input as fixtures.not_stating("documentation", "tooling_resources")
	result.outcome == "needs_evidence"
	result.needs == ["fact:documentation.tooling_resources"]
}

test_not_applicable_when_retired if {
	result := a_4_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
