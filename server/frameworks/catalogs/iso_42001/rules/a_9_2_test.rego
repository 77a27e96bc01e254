package syndic.frameworks.iso_42001.a_9_2_test

import data.syndic.frameworks.iso_42001.a_9_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_9_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_process if {
	result := a_9_2.result with input as fixtures.stating({"lifecycle": {"responsible_use_process": false}})
	result.outcome == "fail"
	result.reasons == ["A.9.2: lifecycle.responsible_use_process is false"]
}

test_fail_without_oversight if {
	result := a_9_2.result with input as fixtures.stating({"oversight": {"processes_defined": false}})
	result.outcome == "fail"
	result.reasons == ["A.9.2 (affects decisions): oversight.processes_defined is false"]
}

test_needs_evidence_without_human_oversight_procedure if {
	result := a_9_2.result with input as fixtures.without_evidence("human_oversight_procedure")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:human_oversight_procedure"]
}

test_pass_without_oversight_when_no_decision_is_affected if {
	a_9_2.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"decision_effect": "none"},
		"oversight": {"processes_defined": false},
	})
}

test_needs_evidence_while_decision_effect_unknown if {
	result := a_9_2.result with input as fixtures.not_stating("scope", "decision_effect")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.decision_effect"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_9_2.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.9.2: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_provider_who_does_not_use_it if {
	result := a_9_2.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not use the system: scope.roles is provider"]
}

test_not_applicable_when_retired if {
	result := a_9_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
