package syndic.frameworks.iso_42001.a_5_3_test

import data.syndic.frameworks.iso_42001.a_5_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_5_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_records_are_not_kept if {
	result := a_5_3.result with input as fixtures.stating({"documentation": {"retention_years": 0}})
	result.outcome == "fail"
	result.reasons == ["A.5.3: documentation.retention_years is 0, below 1"]
}

test_needs_evidence_without_impact_assessment if {
	result := a_5_3.result with input as fixtures.without_evidence("impact_assessment")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:impact_assessment"]
}

test_needs_evidence_while_retention_unknown if {
	result := a_5_3.result with input as fixtures.not_stating("documentation", "retention_years")
	result.outcome == "needs_evidence"
	result.needs == ["fact:documentation.retention_years"]
}

test_pass_after_retirement if {
	a_5_3.result.outcome == "pass" with input as fixtures.retired
}

test_needs_evidence_after_retirement_without_record if {
	result := a_5_3.result with input as object.union(
		fixtures.without_evidence("impact_assessment"),
		{"system": {"lifecycle": "retired"}},
	)
	result.outcome == "needs_evidence"
	result.needs == ["evidence:impact_assessment"]
}

test_not_applicable_without_role if {
	result := a_5_3.result with input as fixtures.no_role
	result.outcome == "not_applicable"
	result.reasons == ["The organisation holds no role for the system: scope.roles is empty"]
}
