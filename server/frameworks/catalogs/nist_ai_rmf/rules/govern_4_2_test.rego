package syndic.frameworks.nist_ai_rmf.govern_4_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_4_2
import rego.v1

required_facts := [
	"risk.risks_identified",
	"transparency.interested_parties_informed",
]

required_dates := [
	"risk.impact_assessment_on",
]

test_pass_when_everything_holds if {
	govern_4_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_4_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 4.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_4_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := govern_4_2.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 4.2: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := govern_4_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_impact_assessment if {
	result := govern_4_2.result with input as fixtures.system_without_evidence(["impact_assessment"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:impact_assessment"]
}

test_not_applicable_for_a_retired_system if {
	result := govern_4_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 4.2: the system is retired"]
}
