package syndic.frameworks.nist_ai_rmf.govern_1_5_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_1_5
import rego.v1

required_facts := [
	"governance.monitoring_roles_defined",
]

required_dates := [
	"governance.management_reviewed_on",
	"risk.reviewed_on",
]

test_pass_when_everything_holds if {
	govern_1_5.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_1_5.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 1.5: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_1_5.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := govern_1_5.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 1.5: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := govern_1_5.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_reviewed_on_is_over_half_a_year_old_for_high_risk if {
	result := govern_1_5.result with input as fixtures.system_with([fixtures.fact("risk.reviewed_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["GOVERN 1.5: outcomes are reviewed as often as the risk asks: risk.reviewed_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_reviewed_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("risk.reviewed_on", "2026-04-15")]
	govern_1_5.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_not_applicable_for_a_retired_system if {
	result := govern_1_5.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 1.5: the system is retired"]
}
