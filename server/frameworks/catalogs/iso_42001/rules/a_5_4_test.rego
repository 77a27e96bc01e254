package syndic.frameworks.iso_42001.a_5_4_test

import data.syndic.frameworks.iso_42001.a_5_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_5_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_assessment_is_old_for_high_risk if {
	result := a_5_4.result with input as fixtures.stating({"risk": {"impact_assessment_on": "2025-06-01"}})
	result.outcome == "fail"
	result.reasons == ["A.5.4: risk.impact_assessment_on is 2025-06-01, more than 365 days ago"]
}

test_pass_when_assessment_is_that_old_at_limited_risk if {
	a_5_4.result.outcome == "pass" with input as object.union(
		fixtures.stating({"risk": {"impact_assessment_on": "2025-06-01"}}),
		{"system": {"risk_tier": "limited"}},
	)
}

test_fail_without_likelihood if {
	result := a_5_4.result with input as fixtures.stating({"risk": {"impact_likelihood_estimated": false}})
	result.outcome == "fail"
	result.reasons == ["A.5.4: risk.impact_likelihood_estimated is false"]
}

test_fail_when_vulnerable_groups_are_ignored if {
	result := a_5_4.result with input as fixtures.stating({"risk": {"vulnerable_groups_considered": false}})
	result.outcome == "fail"
	result.reasons == ["A.5.4 (affected groups): risk.vulnerable_groups_considered is false"]
}

test_pass_without_vulnerable_groups_when_nobody_is_affected if {
	a_5_4.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"affected_groups": []},
		"risk": {"vulnerable_groups_considered": false},
	})
}

test_fail_when_privacy_is_ignored if {
	result := a_5_4.result with input as fixtures.stating({"data": {"privacy_risk_assessed": false}})
	result.outcome == "fail"
	result.reasons == ["A.5.4 (personal data): data.privacy_risk_assessed is false"]
}

test_needs_evidence_while_affected_groups_unknown if {
	result := a_5_4.result with input as fixtures.not_stating("scope", "affected_groups")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.affected_groups"]
}

test_needs_evidence_while_assessment_unknown if {
	result := a_5_4.result with input as fixtures.not_stating("risk", "impact_assessment_on")
	result.outcome == "needs_evidence"
	result.needs == ["fact:risk.impact_assessment_on"]
}

test_not_applicable_when_retired if {
	result := a_5_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
