package syndic.frameworks.iso_42001.a_4_6_test

import data.syndic.frameworks.iso_42001.a_4_6
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_4_6.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_4_6.result with input as fixtures.stating({"people": {"competences_documented": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.6: people.competences_documented is false"]
}

test_fail_when_operators_are_not_checked if {
	result := a_4_6.result with input as fixtures.stating({"people": {"operator_proficiency_defined": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.6 (in operation): people.operator_proficiency_defined is false"]
}

test_pass_without_operators_before_operation if {
	a_4_6.result.outcome == "pass" with input as object.union(
		fixtures.stating({"people": {"operator_proficiency_defined": false}}),
		{"system": {"lifecycle": "design"}},
	)
}

test_needs_evidence_while_competences_unknown if {
	result := a_4_6.result with input as fixtures.not_stating("people", "competences_documented")
	result.outcome == "needs_evidence"
	result.needs == ["fact:people.competences_documented"]
}

test_not_applicable_when_retired if {
	result := a_4_6.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
