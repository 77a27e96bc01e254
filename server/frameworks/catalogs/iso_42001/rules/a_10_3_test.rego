package syndic.frameworks.iso_42001.a_10_3_test

import data.syndic.frameworks.iso_42001.a_10_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_10_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_process if {
	result := a_10_3.result with input as fixtures.stating({"suppliers": {"supplier_process": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.3: suppliers.supplier_process is false"]
}

test_fail_when_risks_are_not_watched if {
	result := a_10_3.result with input as fixtures.stating({"suppliers": {"risks_monitored": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.3: suppliers.risks_monitored is false"]
}

test_fail_when_pre_trained_models_are_not_watched if {
	result := a_10_3.result with input as fixtures.stating({"monitoring": {"pretrained_models_monitored": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.3 (pre-trained models): monitoring.pretrained_models_monitored is false"]
}

test_fail_for_deployer_without_process if {
	result := a_10_3.result with input as fixtures.stating({
		"scope": {"roles": ["deployer"], "third_party_components": false},
		"suppliers": {"supplier_process": false},
	})
	result.outcome == "fail"
	result.reasons == ["A.10.3: suppliers.supplier_process is false"]
}

test_needs_evidence_while_origin_unknown if {
	result := a_10_3.result with input as fixtures.not_stating("scope", "third_party_components")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_10_3.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.10.3: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_when_nothing_is_supplied if {
	result := a_10_3.result with input as fixtures.stating({"scope": {"third_party_components": false}})
	result.outcome == "not_applicable"
	result.reasons == ["Nothing in the system is supplied by others: scope.third_party_components is false"]
}

test_not_applicable_when_retired if {
	result := a_10_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
