package syndic.frameworks.iso_42001.a_8_4_test

import data.syndic.frameworks.iso_42001.a_8_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_8_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_plan if {
	result := a_8_4.result with input as fixtures.stating({"transparency": {"incident_communication_plan": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.4: transparency.incident_communication_plan is false"]
}

test_needs_evidence_without_incident_procedure if {
	result := a_8_4.result with input as fixtures.without_evidence("incident_procedure")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:incident_procedure"]
}

test_fail_when_open_incidents_are_kept_secret if {
	result := a_8_4.result with input as object.union(
		fixtures.reporting({"incidents_open": {"value": 2, "reported_at": "2026-11-01T00:00:00Z"}}),
		{"facts": {"monitoring": {"incidents_shared": false}}},
	)
	result.outcome == "fail"
	result.reasons == ["A.8.4 (incidents open): monitoring.incidents_shared is false"]
}

test_pass_when_there_is_no_incident_to_share if {
	a_8_4.result.outcome == "pass" with input as fixtures.stating({"monitoring": {"incidents_shared": false}})
}

test_needs_evidence_while_plan_unknown if {
	result := a_8_4.result with input as fixtures.not_stating("transparency", "incident_communication_plan")
	result.outcome == "needs_evidence"
	result.needs == ["fact:transparency.incident_communication_plan"]
}

test_not_applicable_before_testing if {
	result := a_8_4.result with input as fixtures.system({"lifecycle": "development"})
	result.outcome == "not_applicable"
	result.reasons == ["The system is in development, which is before testing"]
}

test_not_applicable_when_retired if {
	result := a_8_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
