package syndic.frameworks.nist_ai_rmf.measure_2_7_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_7
import rego.v1

required_facts := [
	"performance.cybersecurity_tested",
	"performance.robustness_tested",
]

required_dates := [
	"performance.adversarial_testing_on",
]

test_pass_when_everything_holds if {
	measure_2_7.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_7.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.7: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_7.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := measure_2_7.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.7: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := measure_2_7.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_adversarial_testing_on_is_over_half_a_year_old_for_high_risk if {
	result := measure_2_7.result with input as fixtures.system_with([fixtures.fact("performance.adversarial_testing_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["MEASURE 2.7: adversarial testing is recent: performance.adversarial_testing_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_adversarial_testing_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("performance.adversarial_testing_on", "2026-04-15")]
	measure_2_7.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_needs_evidence_of_kind_security_test_report if {
	result := measure_2_7.result with input as fixtures.system_without_evidence(["security_test_report"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:security_test_report"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_7.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.7: the system is retired"]
}

test_not_applicable_before_testing if {
	every stage in ["design", "development"] {
		result := measure_2_7.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("MEASURE 2.7: the system has not reached testing (lifecycle: %s)", [stage])]
	}
}

test_pass_from_testing_on if {
	measure_2_7.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing")])
}
