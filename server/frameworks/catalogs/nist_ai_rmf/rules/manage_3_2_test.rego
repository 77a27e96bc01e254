package syndic.frameworks.nist_ai_rmf.manage_3_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.manage_3_2
import rego.v1

required_facts := [
	"monitoring.pretrained_models_monitored",
	"suppliers.component_risks_mapped",
]

required_dates := [
	"monitoring.reviewed_on",
]

test_pass_when_everything_holds if {
	manage_3_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := manage_3_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 3.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := manage_3_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_a_date_is_too_long_ago if {
	every path in required_dates {
		result := manage_3_2.result with input as fixtures.system_with([fixtures.fact(path, "2025-01-15")])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MANAGE 3.2: ")
		contains(result.reasons[0], sprintf(": %s is 2025-01-15, more than", [path]))
	}
}

test_needs_evidence_while_a_date_is_unknown if {
	every path in required_dates {
		result := manage_3_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_fail_when_reviewed_on_is_over_half_a_year_old_for_high_risk if {
	result := manage_3_2.result with input as fixtures.system_with([fixtures.fact("monitoring.reviewed_on", "2026-04-15")])
	result.outcome == "fail"
	result.reasons == ["MANAGE 3.2: monitoring is regular: monitoring.reviewed_on is 2026-04-15, more than 180 days ago"]
}

test_pass_when_reviewed_on_is_over_half_a_year_old_for_limited_risk if {
	changes := [fixtures.risk_tier("limited"), fixtures.fact("monitoring.reviewed_on", "2026-04-15")]
	manage_3_2.result.outcome == "pass" with input as fixtures.system_with(changes)
}

test_pass_before_production_whatever_the_dates_are if {
	every path in ["monitoring.reviewed_on"] {
		manage_3_2.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, "2025-01-15")])
	}
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_third_party_components_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	dates := [fixtures.fact(path, "2025-01-15") | some path in required_dates]
	unknown := array.concat([fixtures.system_without_fact("scope.third_party_components"), {"evidence": []}], array.concat(facts, dates))
	result := manage_3_2.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.third_party_components"]
	result.reasons == ["MANAGE 3.2: whether this applies depends on scope.third_party_components, which is not known"]
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_pretrained_models_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	dates := [fixtures.fact(path, "2025-01-15") | some path in required_dates]
	unknown := array.concat([fixtures.system_without_fact("scope.pretrained_models"), {"evidence": []}], array.concat(facts, dates))
	result := manage_3_2.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.pretrained_models"]
	result.reasons == ["MANAGE 3.2: whether this applies depends on scope.pretrained_models, which is not known"]
}

test_not_applicable_for_a_retired_system if {
	result := manage_3_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 3.2: the system is retired"]
}

test_not_applicable_without_third_parties if {
	result := manage_3_2.result with input as fixtures.system_with([fixtures.fact("scope.third_party_components", false)])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 3.2: the system uses no third-party data, models or services"]
}

test_not_applicable_without_pretrained_models if {
	result := manage_3_2.result with input as fixtures.system_with([fixtures.fact("scope.pretrained_models", false)])
	result.outcome == "not_applicable"
	result.reasons == ["MANAGE 3.2: no pre-trained model is used"]
}
