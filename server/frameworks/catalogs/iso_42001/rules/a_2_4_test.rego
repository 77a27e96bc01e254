package syndic.frameworks.iso_42001.a_2_4_test

import data.syndic.frameworks.iso_42001.a_2_4
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_2_4.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_review_is_old if {
	result := a_2_4.result with input as fixtures.stating({"governance": {"policy_reviewed_on": "2025-11-01"}})
	result.outcome == "fail"
	result.reasons == ["A.2.4: governance.policy_reviewed_on is 2025-11-01, more than 365 days ago"]
}

test_fail_when_review_lies_in_the_future if {
	result := a_2_4.result with input as fixtures.stating({"governance": {"policy_reviewed_on": "2027-01-01"}})
	result.outcome == "fail"
	result.reasons == ["A.2.4: governance.policy_reviewed_on is 2027-01-01, which is in the future"]
}

test_fail_when_there_is_no_policy if {
	result := a_2_4.result with input as fixtures.stating({"governance": {"policy_approved": false}})
	result.outcome == "fail"
	result.reasons == ["A.2.4: governance.policy_approved is false, so there is no AI policy to review"]
}

test_needs_evidence_while_review_unknown if {
	result := a_2_4.result with input as fixtures.not_stating("governance", "policy_reviewed_on")
	result.outcome == "needs_evidence"
	result.needs == ["fact:governance.policy_reviewed_on"]
}

test_not_applicable_when_retired if {
	result := a_2_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
