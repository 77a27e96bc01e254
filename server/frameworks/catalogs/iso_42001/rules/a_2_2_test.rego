package syndic.frameworks.iso_42001.a_2_2_test

import data.syndic.frameworks.iso_42001.a_2_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_2_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_policy if {
	result := a_2_2.result with input as fixtures.stating({"governance": {"policy_approved": false}})
	result.outcome == "fail"
	result.reasons == ["A.2.2: governance.policy_approved is false"]
}

test_needs_evidence_without_policy if {
	result := a_2_2.result with input as fixtures.without_evidence("policy")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:policy"]
}

test_needs_evidence_when_policy_document_expired if {
	result := a_2_2.result with input as fixtures.expired_evidence("policy")
	result.outcome == "needs_evidence"
	result.needs == ["evidence:policy"]
}

test_needs_evidence_while_approval_unknown if {
	result := a_2_2.result with input as fixtures.not_stating("governance", "policy_approved")
	result.outcome == "needs_evidence"
	result.needs == ["fact:governance.policy_approved"]
}

test_not_applicable_when_retired if {
	result := a_2_2.result with input as fixtures.retired
	result.outcome == "not_applicable"
	result.reasons == ["The system is retired"]
}

test_not_applicable_without_role if {
	result := a_2_2.result with input as fixtures.no_role
	result.outcome == "not_applicable"
	result.reasons == ["The organisation holds no role for the system: scope.roles is empty"]
}
