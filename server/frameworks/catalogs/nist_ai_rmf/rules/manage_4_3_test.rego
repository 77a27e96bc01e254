package syndic.frameworks.nist_ai_rmf.manage_4_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_4_3
import rego.v1

required_facts := [
	"monitoring.incidents_shared",
	"monitoring.incident_response_plan",
	"transparency.incident_communication_plan",
]

required_metrics := [
	"incidents_open",
]

test_pass_when_everything_holds if {
	manage_4_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_4_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 4.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_4_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := manage_4_3.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 4.3: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := manage_4_3.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_pass_with_an_open_incident_that_is_reported if {
	manage_4_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.metric("incidents_open", 2)])
}

test_pass_without_reports_while_no_incident_is_open if {
	manage_4_3.result.outcome == "pass" with input as fixtures.system_without_evidence(["incident_report"])
}

test_needs_evidence_for_an_open_incident_without_a_report if {
	unreported := object.union(fixtures.system_without_evidence(["incident_report"]), fixtures.metric("incidents_open", 2))
	result := manage_4_3.result with input as unreported
	result.outcome == "needs_evidence"
	result.needs == ["evidence:incident_report"]
}

test_not_applicable_for_a_retired_system if {
	result := manage_4_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 4.3: the system is retired"]
}

test_not_applicable_before_production if {
	every stage in ["design", "development", "testing"] {
		result := manage_4_3.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MANAGE 4.3: the system is not in production (lifecycle: %s)", [stage])]
	}
}
