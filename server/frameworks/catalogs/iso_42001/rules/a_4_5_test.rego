package syndic.frameworks.iso_42001.a_4_5_test

import data.syndic.frameworks.iso_42001.a_4_5
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_4_5.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_4_5.result with input as fixtures.stating({"documentation": {"computing_resources": false}})
	result.outcome == "fail"
	result.reasons == ["A.4.5: documentation.computing_resources is false"]
}

test_needs_evidence_while_documentation_unknown if {
	result := a_4_5.result with input as fixtures.not_stating("documentation", "computing_resources")
	result.outcome == "needs_evidence"
	result.needs == ["fact:documentation.computing_resources"]
}

test_not_applicable_when_retired if {
	result := a_4_5.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
