package syndic.frameworks.nist_ai_rmf.map_1_6_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_1_6
import rego.v1

required_facts := [
	"documentation.requirements",
	"documentation.design",
	"risk.societal_impact_assessed",
	"data.privacy_risk_assessed",
]

test_pass_when_everything_holds if {
	map_1_6.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_1_6.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 1.6: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_1_6.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_without_personal_data_whatever_the_facts_are if {
	every path in ["data.privacy_risk_assessed"] {
		map_1_6.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.personal_data", false), fixtures.fact(path, false)])
	}
}

test_needs_evidence_while_personal_data_is_unknown if {
	result := map_1_6.result with input as fixtures.system_without_fact("scope.personal_data")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.personal_data"]
}

test_not_applicable_for_a_retired_system if {
	result := map_1_6.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 1.6: the system is retired"]
}
