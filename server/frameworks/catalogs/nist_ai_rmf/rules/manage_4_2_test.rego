package syndic.frameworks.nist_ai_rmf.manage_4_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_4_2
import rego.v1

required_facts := [
	"monitoring.improvements_tracked",
	"lifecycle.change_management",
	"governance.external_feedback_process",
]

required_metrics := [
	"feedback_count",
]

test_pass_when_everything_holds if {
	manage_4_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_4_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 4.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_4_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := manage_4_2.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 4.2: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := manage_4_2.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_not_applicable_for_a_retired_system if {
	result := manage_4_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 4.2: the system is retired"]
}

test_not_applicable_before_production if {
	every stage in ["design", "development", "testing"] {
		result := manage_4_2.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MANAGE 4.2: the system is not in production (lifecycle: %s)", [stage])]
	}
}
