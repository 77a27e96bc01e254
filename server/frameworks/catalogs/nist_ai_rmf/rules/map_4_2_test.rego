package syndic.frameworks.nist_ai_rmf.map_4_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.map_4_2
import rego.v1

required_facts := [
	"documentation.resources",
	"risk.measures_adopted",
	"suppliers.supplier_process",
]

test_pass_when_everything_holds if {
	map_4_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := map_4_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MAP 4.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := map_4_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_third_party_components_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	unknown := array.concat([fixtures.system_without_fact("scope.third_party_components"), {"evidence": []}], facts)
	result := map_4_2.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
	result.reasons == ["MAP 4.2: whether this applies depends on scope.third_party_components, which is not known"]
}

test_not_applicable_for_a_retired_system if {
	result := map_4_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 4.2: the system is retired"]
}

test_not_applicable_without_third_parties if {
	result := map_4_2.result with input as fixtures.system_with([fixtures.fact("scope.third_party_components", false)])
	result.outcome == "not_applicable"
	result.reasons == ["MAP 4.2: the system uses no third-party data, models or services"]
}
