package syndic.frameworks.iso_42001.a_5_5_test

import data.syndic.frameworks.iso_42001.a_5_5
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_5_5.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_assessment if {
	result := a_5_5.result with input as fixtures.stating({"risk": {"societal_impact_assessed": false}})
	result.outcome == "fail"
	result.reasons == ["A.5.5: risk.societal_impact_assessed is false"]
}

test_fail_when_environment_is_ignored if {
	result := a_5_5.result with input as fixtures.stating({"performance": {"environmental_impact_assessed": false}})
	result.outcome == "fail"
	result.reasons == ["A.5.5 (general-purpose model): performance.environmental_impact_assessed is false"]
}

test_pass_without_environment_for_a_special_purpose_model if {
	a_5_5.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"general_purpose_model": false},
		"performance": {"environmental_impact_assessed": false},
	})
}

test_needs_evidence_while_model_unknown if {
	result := a_5_5.result with input as fixtures.not_stating("scope", "general_purpose_model")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.general_purpose_model"]
}

test_not_applicable_when_retired if {
	result := a_5_5.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
