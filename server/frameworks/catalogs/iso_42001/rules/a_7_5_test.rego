package syndic.frameworks.iso_42001.a_7_5_test

import data.syndic.frameworks.iso_42001.a_7_5
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_7_5.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_provenance_is_not_recorded if {
	result := a_7_5.result with input as fixtures.stating({"data": {"provenance_recorded": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.5: data.provenance_recorded is false"]
}

test_needs_evidence_without_data_governance_record if {
	result := a_7_5.result with input as fixtures.without_evidence("data_governance_record")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:data_governance_record"]
}

test_needs_evidence_while_provenance_unknown if {
	result := a_7_5.result with input as fixtures.not_stating("data", "provenance_recorded")
	result.outcome == "needs_evidence"
	result.needs == ["fact:data.provenance_recorded"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_7_5.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.7.5: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_7_5.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}

test_not_applicable_when_retired if {
	result := a_7_5.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
