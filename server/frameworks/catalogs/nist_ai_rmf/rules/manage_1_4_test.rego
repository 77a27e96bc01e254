package syndic.frameworks.nist_ai_rmf.manage_1_4_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_1_4
import rego.v1

required_facts := [
	"risk.residual_risk_accepted",
	"documentation.limitations",
	"documentation.instructions_for_use",
]

test_pass_when_everything_holds if {
	manage_1_4.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_1_4.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 1.4: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_1_4.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_for_a_mere_deployer_whatever_the_facts_are if {
	every path in ["documentation.instructions_for_use"] {
		manage_1_4.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.roles", ["deployer"]), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_roles_is_unknown if {
	result := manage_1_4.result with input as fixtures.system_without_fact("scope.roles")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
}

test_fail_without_instructions_for_everyone_who_supplies_others if {
	every role in ["provider", "importer", "distributor"] {
		changes := [fixtures.fact("scope.roles", ["deployer", role]), fixtures.fact("documentation.instructions_for_use", false)]
		manage_1_4.result.outcome == "fail" with input as fixtures.system_with(changes)
	}
}

test_not_applicable_for_a_retired_system if {
	result := manage_1_4.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 1.4: the system is retired"]
}
