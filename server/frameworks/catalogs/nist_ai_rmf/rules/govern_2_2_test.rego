package syndic.frameworks.nist_ai_rmf.govern_2_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_2_2
import rego.v1

required_facts := [
	"people.literacy_programme",
]

required_dates := [
	"people.literacy_trained_on",
]

test_pass_when_everything_holds if {
	govern_2_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_2_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 2.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_2_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := govern_2_2.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 2.2: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := govern_2_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_training_record if {
	result := govern_2_2.result with input as fixtures.system_without_evidence(["training_record"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:training_record"]
}

test_fail_when_training_reached_too_few_for_a_high_risk_system if {
	result := govern_2_2.result with input as fixtures.system_with([fixtures.fact("people.literacy_coverage_percent", 90)])
	result.outcome == "fail"
	result.reasons == ["GOVERN 2.2: staff are reached: people.literacy_coverage_percent is 90, below 95"]
}

test_pass_with_lower_coverage_for_a_limited_risk_system if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("people.literacy_coverage_percent", 90)]
	govern_2_2.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_fail_with_too_low_coverage_for_a_limited_risk_system if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("people.literacy_coverage_percent", 79)]
	govern_2_2.result.outcome == "fail" with input as fixtures.system_with(changes)
}

test_not_applicable_for_a_retired_system if {
	result := govern_2_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 2.2: the system is retired"]
}
