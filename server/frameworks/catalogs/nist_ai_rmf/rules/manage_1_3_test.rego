package syndic.frameworks.nist_ai_rmf.manage_1_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_1_3
import rego.v1

required_facts := [
	"risk.responses_planned",
	"risk.measures_adopted",
]

test_pass_when_everything_holds if {
	manage_1_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_1_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 1.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_1_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_before_testing_whatever_the_facts_are if {
	every path in ["risk.measures_adopted"] {
		manage_1_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development"), fixtures.fact(path, false)])
	}
}

test_not_applicable_for_a_retired_system if {
	result := manage_1_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 1.3: the system is retired"]
}
