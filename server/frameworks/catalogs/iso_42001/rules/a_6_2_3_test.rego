package syndic.frameworks.iso_42001.a_6_2_3_test

import data.syndic.frameworks.iso_42001.a_6_2_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_6_2_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_design_record if {
	result := a_6_2_3.result with input as fixtures.stating({"documentation": {"design": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.3: documentation.design is false"]
}

test_fail_without_methods if {
	result := a_6_2_3.result with input as fixtures.stating({"documentation": {"tasks_and_methods": false}})
	result.outcome == "fail"
	result.reasons == ["A.6.2.3: documentation.tasks_and_methods is false"]
}

test_needs_evidence_while_design_record_unknown if {
	result := a_6_2_3.result with input as fixtures.not_stating("documentation", "design")
	result.outcome == "needs_evidence"
	result.needs == ["fact:documentation.design"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_6_2_3.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.6.2.3: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_6_2_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}
