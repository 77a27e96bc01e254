package syndic.frameworks.nist_ai_rmf.govern_1_3_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_1_3
import rego.v1

required_facts := [
	"governance.risk_tolerance_defined",
	"risk.prioritised",
]

test_pass_when_everything_holds if {
	govern_1_3.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_1_3.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 1.3: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_1_3.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_risk_management_file if {
	result := govern_1_3.result with input as fixtures.system_without_evidence(["risk_management_file"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:risk_management_file"]
}

test_pass_for_a_limited_risk_system_without_evidence if {
	changed := object.union(fixtures.system_without_evidence(["risk_management_file"]), fixtures.risk_tier("limited"))
	govern_1_3.result.outcome == "pass" with input as changed
}

test_needs_evidence_of_a_risk_management_file_for_a_prohibited_system if {
	prohibited := object.union(fixtures.system_without_evidence(["risk_management_file"]), fixtures.risk_tier("prohibited"))
	govern_1_3.result.needs == ["evidence:risk_management_file"] with input as prohibited
}

test_not_applicable_for_a_retired_system if {
	result := govern_1_3.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 1.3: the system is retired"]
}
