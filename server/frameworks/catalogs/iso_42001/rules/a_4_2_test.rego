package syndic.frameworks.iso_42001.a_4_2_test

import data.syndic.frameworks.iso_42001.a_4_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_4_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_inventory if {
	result := a_4_2.result with input as fixtures.stating({"documentation": {"resources": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.2: documentation.resources is false"]
}

test_fail_when_third_party_parts_are_not_mapped if {
	result := a_4_2.result with input as fixtures.stating({"suppliers": {"component_risks_mapped": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.2 (third-party components): suppliers.component_risks_mapped is false"]
}

test_pass_without_mapping_when_all_parts_are_own if {
	a_4_2.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"third_party_components": false},
		"suppliers": {"component_risks_mapped": false},
	})
}

test_needs_evidence_while_origin_of_parts_unknown if {
	result := a_4_2.result with input as fixtures.not_stating("scope", "third_party_components")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
}

test_not_applicable_when_retired if {
	result := a_4_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
