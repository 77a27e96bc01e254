package syndic.frameworks.nist_ai_rmf.measure_2_10_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_10
import rego.v1

required_facts := [
	"data.privacy_risk_assessed",
	"data.special_category_safeguards",
]

test_pass_when_everything_holds if {
	measure_2_10.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_10.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.10: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_10.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_impact_assessment if {
	result := measure_2_10.result with input as fixtures.system_without_evidence(["impact_assessment"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:impact_assessment"]
}

test_pass_without_special_category_data_whatever_the_facts_are if {
	every path in ["data.special_category_safeguards"] {
		measure_2_10.result.outcome == "pass" with input as fixtures.system_with([fixtures.fact("scope.special_category_data", false), fixtures.fact(path, false)])
	}
}

test_pass_for_a_limited_risk_system_without_evidence if {
	changed := object.union(fixtures.system_without_evidence(["impact_assessment"]), fixtures.risk_tier("limited"))
	measure_2_10.result.outcome == "pass" with input as changed
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_personal_data_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	unknown := array.concat([fixtures.system_without_fact("scope.personal_data"), {"evidence": []}], facts)
	result := measure_2_10.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.personal_data"]
	result.reasons == ["MEASURE 2.10: whether this applies depends on scope.personal_data, which is not known"]
}

test_needs_evidence_while_special_category_data_is_unknown if {
	result := measure_2_10.result with input as fixtures.system_without_fact("scope.special_category_data")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.special_category_data"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_10.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.10: the system is retired"]
}

test_not_applicable_without_personal_data if {
	result := measure_2_10.result with input as fixtures.system_with([fixtures.fact("scope.personal_data", false)])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.10: the system processes no personal data"]
}
