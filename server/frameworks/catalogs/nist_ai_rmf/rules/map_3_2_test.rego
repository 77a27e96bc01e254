package syndic.frameworks.nist_ai_rmf.map_3_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_3_2
import rego.v1

required_facts := [
	"risk.costs_documented",
	"governance.risk_tolerance_defined",
]

required_metrics := [
	"error_rate",
]

test_pass_when_everything_holds if {
	map_3_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_3_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_3_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_metric_is_out_of_date if {
	every name in required_metrics {
		result := map_3_2.result with input as fixtures.system_with([fixtures.metric_reported_at(name, "2026-01-05T00:00:00Z")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.2: ")
		contains(result.reasons[0], sprintf("metric %s was last reported more than 90 days ago", [name]))
	}
}

test_needs_evidence_while_a_metric_is_unreported if {
	every name in required_metrics {
		result := map_3_2.result with input as fixtures.system_without_metric(name)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("metric:%s", [name])]
	}
}

test_pass_before_production_without_metrics if {
	every name in ["error_rate"] {
		map_3_2.result.outcome == "pass" with input as object.union(fixtures.system_without_metric(name), fixtures.lifecycle("testing"))
	}
}

test_not_applicable_for_a_retired_system if {
	result := map_3_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 3.2: the system is retired"]
}
