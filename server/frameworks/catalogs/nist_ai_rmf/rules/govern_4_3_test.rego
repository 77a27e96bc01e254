package syndic.frameworks.nist_ai_rmf.govern_4_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_4_3
import rego.v1

required_facts := [
	"performance.evaluation_documented",
	"monitoring.incident_response_plan",
	"transparency.incident_communication_plan",
]

test_pass_when_everything_holds if {
	govern_4_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_4_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 4.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_4_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_incident_procedure if {
	result := govern_4_3.result with input as fixtures.system_without_evidence(["incident_procedure"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:incident_procedure"]
}

test_pass_before_testing_whatever_the_facts_are if {
	every path in ["performance.evaluation_documented"] {
		govern_4_3.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("development"), fixtures.fact(path, false)])
	}
}

test_not_applicable_for_a_retired_system if {
	result := govern_4_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 4.3: the system is retired"]
}
