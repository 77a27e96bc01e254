package syndic.frameworks.nist_ai_rmf.govern_6_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_6_2
import rego.v1

required_facts := [
	"governance.third_party_contingency",
	"performance.fail_safe",
]

test_pass_when_everything_holds if {
	govern_6_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_6_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 6.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_6_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_for_a_limited_risk_system_whatever_the_facts_are if {
	every path in ["performance.fail_safe"] {
		govern_6_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.risk_tier("limited"), fixtures.fact(path, false)])
	}
}

test_pass_before_production_whatever_the_facts_are if {
	every path in ["performance.fail_safe"] {
		govern_6_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, false)])
	}
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_third_party_components_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	unknown := array.concat([fixtures.system_without_fact("scope.third_party_components"), {"evidence": []}], facts)
	result := govern_6_2.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
	result.reasons == ["GOVERN 6.2: whether this applies depends on scope.third_party_components, which is not known"]
}

test_not_applicable_for_a_retired_system if {
	result := govern_6_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 6.2: the system is retired"]
}

test_not_applicable_without_third_parties if {
	result := govern_6_2.result with input as fixtures.system_with([fixtures.fact("scope.third_party_components", false)])
	result.outcome == "not_applicable"
	result.reasons == ["GOVERN 6.2: the system uses no third-party data, models or services"]
}
