package syndic.frameworks.nist_ai_rmf.measure_2_1_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_1
import rego.v1

required_facts := [
	"performance.evaluation_documented",
]

test_pass_when_everything_holds if {
	measure_2_1.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_1.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.1: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_1.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_test_report if {
	result := measure_2_1.result with input as fixtures.system_without_evidence(["test_report"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:test_report"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_1.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.1: the system is retired"]
}

test_not_applicable_in_design if {
	result := measure_2_1.result with input as fixtures.system_with([fixtures.lifecycle("design")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.1: the system is only designed, there is nothing to evaluate yet"]
}

test_pass_from_development_on if {
	measure_2_1.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development")])
}
