package syndic.frameworks.iso_42001.a_4_3_test

import data.syndic.frameworks.iso_42001.a_4_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_4_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_4_3.result with input as fixtures.stating({"documentation": {"data_resources": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.3: documentation.data_resources is false"]
}

test_needs_evidence_without_data_governance_record if {
	result := a_4_3.result with input as fixtures.without_evidence("data_governance_record")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:data_governance_record"]
}

test_pass_without_record_when_no_personal_data if {
	a_4_3.result.outcome == "pass" with input as object.union(
		fixtures.without_evidence("data_governance_record"),
		{"facts": {"scope": {"personal_data": false}}},
	)
}

test_needs_evidence_while_personal_data_unknown if {
	result := a_4_3.result with input as fixtures.not_stating("scope", "personal_data")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.personal_data"]
}

test_not_applicable_when_retired if {
	result := a_4_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
