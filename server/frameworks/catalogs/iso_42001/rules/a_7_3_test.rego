package syndic.frameworks.iso_42001.a_7_3_test

import data.syndic.frameworks.iso_42001.a_7_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_7_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_7_3.result with input as fixtures.stating({"data": {"acquisition_documented": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.3: data.acquisition_documented is false"]
}

test_fail_when_rights_are_not_assessed if {
	result := a_7_3.result with input as fixtures.stating({"data": {"intellectual_property_assessed": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.3 (third-party data or models): data.intellectual_property_assessed is false"]
}

test_pass_without_rights_work_when_all_is_own if {
	a_7_3.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"third_party_components": false},
		"data": {"intellectual_property_assessed": false},
	})
}

test_needs_evidence_while_origin_unknown if {
	result := a_7_3.result with input as fixtures.not_stating("scope", "third_party_components")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_7_3.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.7.3: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_7_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}

test_not_applicable_when_retired if {
	result := a_7_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
