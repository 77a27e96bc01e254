package syndic.frameworks.iso_42001.a_10_2_test

import data.syndic.frameworks.iso_42001.a_10_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_10_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_not_allocated if {
	result := a_10_2.result with input as fixtures.stating({"suppliers": {"responsibilities_allocated": false}})
	result.outcome == "fail"
	result.reasons == ["A.10.2: suppliers.responsibilities_allocated is false"]
}

test_needs_evidence_without_supplier_contract if {
	result := a_10_2.result with input as fixtures.without_evidence("supplier_contract")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:supplier_contract"]
}

test_pass_for_provider_without_suppliers if {
	a_10_2.result.outcome == "pass" with input as object.union(
		fixtures.without_evidence("supplier_contract"),
		{"facts": {"scope": {"roles": ["provider"], "third_party_components": false}}},
	)
}

test_fail_for_deployer_of_another_s_system if {
	result := a_10_2.result with input as fixtures.stating({
		"scope": {"roles": ["deployer"]},
		"suppliers": {"responsibilities_allocated": false},
	})
	result.outcome == "fail"
	result.reasons == ["A.10.2: suppliers.responsibilities_allocated is false"]
}

test_needs_evidence_while_suppliers_unknown if {
	result := a_10_2.result with input as fixtures.not_stating("scope", "third_party_components")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_10_2.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.10.2: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_when_built_and_used_alone if {
	result := a_10_2.result with input as fixtures.stating({"scope": {"third_party_components": false}})
	result.outcome == "not_applicable"
	result.reasons == ["The organisation builds and uses the system alone"]
}

test_not_applicable_when_retired if {
	result := a_10_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
