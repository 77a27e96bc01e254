package syndic.frameworks.iso_42001.a_2_3_test

import data.syndic.frameworks.iso_42001.a_2_3
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_2_3.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_when_not_aligned if {
	result := a_2_3.result with input as fixtures.stating({"governance": {"policy_aligned_with_other_policies": false}})
	result.outcome == "fail"
	result.reasons == ["A.2.3: governance.policy_aligned_with_other_policies is false"]
}

test_fail_when_there_is_no_policy if {
	result := a_2_3.result with input as fixtures.stating({"governance": {"policy_approved": false}})
	result.outcome == "fail"
	result.reasons == ["A.2.3: governance.policy_approved is false, so there is no AI policy to align"]
}

test_needs_evidence_while_alignment_unknown if {
	result := a_2_3.result with input as fixtures.not_stating("governance", "policy_aligned_with_other_policies")
	result.outcome == "needs_evidence"
	result.needs == ["fact:governance.policy_aligned_with_other_policies"]
}

test_not_applicable_when_retired if {
	result := a_2_3.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}
