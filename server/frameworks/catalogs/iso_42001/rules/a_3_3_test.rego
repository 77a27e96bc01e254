package syndic.frameworks.iso_42001.a_3_3_test

import data.syndic.frameworks.iso_42001.a_3_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_3_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_channel if {
	result := a_3_3.result with input as fixtures.stating({"governance": {"concerns_channel": false}})
	result.outcome == "fail"
	result.reasons == ["A.3.3: governance.concerns_channel is false"]
}

test_needs_evidence_while_channel_unknown if {
	result := a_3_3.result with input as fixtures.not_stating("governance", "concerns_channel")
	result.outcome == "needs_evidence"
	result.needs == ["fact:governance.concerns_channel"]
}

test_not_applicable_when_retired if {
	result := a_3_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
