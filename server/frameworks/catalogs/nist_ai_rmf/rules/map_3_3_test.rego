package syndic.frameworks.nist_ai_rmf.map_3_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_3_3
import rego.v1

required_facts := [
	"documentation.intended_purpose",
	"documentation.limitations",
	"documentation.tasks_and_methods",
]

test_pass_when_everything_holds if {
	map_3_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_3_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 3.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_3_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_not_applicable_for_a_retired_system if {
	result := map_3_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 3.3: the system is retired"]
}
