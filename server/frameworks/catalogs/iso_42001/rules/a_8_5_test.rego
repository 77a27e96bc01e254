package syndic.frameworks.iso_42001.a_8_5_test

import data.syndic.frameworks.iso_42001.a_8_5
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_8_5.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_duties_are_not_met if {
	result := a_8_5.result with input as fixtures.stating({"transparency": {"interested_parties_informed": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.5: transparency.interested_parties_informed is false"]
}

test_fail_when_workers_are_not_told if {
	result := a_8_5.result with input as fixtures.stating({"transparency": {"workers_informed": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.5 (used at work): transparency.workers_informed is false"]
}

test_fail_when_affected_persons_are_not_told if {
	result := a_8_5.result with input as fixtures.stating({"transparency": {"affected_persons_informed": false}})
	result.outcome == "fail"
	result.reasons == ["A.8.5 (affects decisions): transparency.affected_persons_informed is false"]
}

test_pass_without_telling_workers_who_are_not_concerned if {
	a_8_5.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"workplace_use": false},
		"transparency": {"workers_informed": false},
	})
}

test_pass_without_telling_persons_before_operation if {
	a_8_5.result.outcome == "pass" with input as object.union(
		fixtures.stating({"transparency": {"affected_persons_informed": false}}),
		{"system": {"lifecycle": "testing"}},
	)
}

test_needs_evidence_while_workplace_use_unknown if {
	result := a_8_5.result with input as fixtures.not_stating("scope", "workplace_use")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.workplace_use"]
}

test_not_applicable_when_retired if {
	result := a_8_5.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
