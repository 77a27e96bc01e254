package syndic.frameworks.iso_42001.a_8_3_test

import data.syndic.frameworks.iso_42001.a_8_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_8_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_channel if {
	result := a_8_3.result with input as fixtures.stating({"transparency": {"impact_reporting_channel": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.3: transparency.impact_reporting_channel is false"]
}

test_needs_evidence_while_channel_unknown if {
	result := a_8_3.result with input as fixtures.not_stating("transparency", "impact_reporting_channel")
	result.outcome == "needs_evidence"
	result.needs == ["fact:transparency.impact_reporting_channel"]
}

test_not_applicable_before_testing if {
	result := a_8_3.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_8_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
