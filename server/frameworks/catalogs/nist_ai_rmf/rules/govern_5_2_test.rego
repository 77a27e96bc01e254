package syndic.frameworks.nist_ai_rmf.govern_5_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_5_2
import rego.v1

required_facts := [
	"governance.external_feedback_process",
	"lifecycle.change_management",
	"monitoring.feedback_collected",
	"monitoring.improvements_tracked",
]

required_metrics := [
	"feedback_count",
]

test_pass_when_everything_holds if {
	govern_5_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_5_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 5.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_5_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := govern_5_2.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 5.2: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := govern_5_2.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_pass_before_production_whatever_the_facts_are if {
	every path in ["monitoring.feedback_collected", "monitoring.improvements_tracked"] {
		govern_5_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, false)])
	}
}

test_pass_before_production_without_metrics if {
	every name in ["feedback_count"] {
		govern_5_2.result.outcome == "pass" with input as object.union(fixtures.system_without_metric(name), fixtures.lifecycle("testing"))
	}
}

test_not_applicable_for_a_retired_system if {
	result := govern_5_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 5.2: the system is retired"]
}
