package syndic.frameworks.nist_ai_rmf.map_3_4_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_3_4
import rego.v1

required_facts := [
	"people.operator_proficiency_defined",
	"people.competences_documented",
]

required_dates := [
	"people.literacy_trained_on",
]

test_pass_when_everything_holds if {
	map_3_4.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_3_4.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.4: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_3_4.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := map_3_4.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.4: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := map_3_4.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_before_production_whatever_the_dates_are if {
	every path in ["people.literacy_trained_on"] {
		map_3_4.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, "2025-01-15")])
	}
}

test_not_applicable_for_a_retired_system if {
	result := map_3_4.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 3.4: the system is retired"]
}
