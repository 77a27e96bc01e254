package syndic.frameworks.iso_42001.a_9_3_test

import data.syndic.frameworks.iso_42001.a_9_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_9_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_aims if {
	result := a_9_3.result with input as fixtures.stating({"lifecycle": {"responsible_use_objectives": false}})
	result.outcome == "fail"
	result.reasons == ["A.9.3: lifecycle.responsible_use_objectives is false"]
}

test_needs_evidence_while_aims_unknown if {
	result := a_9_3.result with input as fixtures.not_stating("lifecycle", "responsible_use_objectives")
	result.outcome == "needs_evidence"
	result.needs == ["fact:lifecycle.responsible_use_objectives"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_9_3.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.9.3: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_provider_who_does_not_use_it if {
	result := a_9_3.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not use the system: scope.roles is provider"]
}

test_not_applicable_when_retired if {
	result := a_9_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
