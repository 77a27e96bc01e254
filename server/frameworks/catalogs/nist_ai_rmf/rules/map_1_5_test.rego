package syndic.frameworks.nist_ai_rmf.map_1_5_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_1_5
import rego.v1

required_facts := [
	"governance.risk_tolerance_defined",
]

test_pass_when_everything_holds if {
	map_1_5.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_1_5.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 1.5: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_1_5.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_policy_or_risk_management_file if {
	result := map_1_5.result with input as fixtures.system_without_evidence(["policy", "risk_management_file"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:policy", "evidence:risk_management_file"]
}

test_pass_with_only_risk_management_file if {
	map_1_5.result.outcome == "pass" with input as fixtures.system_without_evidence(["policy"])
}

test_not_applicable_for_a_retired_system if {
	result := map_1_5.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 1.5: the system is retired"]
}
