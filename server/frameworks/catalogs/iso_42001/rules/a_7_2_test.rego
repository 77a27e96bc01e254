package syndic.frameworks.iso_42001.a_7_2_test

import data.syndic.frameworks.iso_42001.a_7_2
import data.syndic.frameworks.iso_42001.fixtures_test as fixtures
import rego.v1

test_pass_when_conforming if {
	a_7_2.result.outcome == "pass" with input as fixtures.conforming
}

test_fail_without_documentation if {
	result := a_7_2.result with input as fixtures.stating({"data": {"governance_documented": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.2: data.governance_documented is false"]
}

test_fail_when_privacy_is_ignored if {
	result := a_7_2.result with input as fixtures.stating({"data": {"privacy_risk_assessed": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.2 (personal data): data.privacy_risk_assessed is false"]
}

test_fail_without_safeguards if {
	result := a_7_2.result with input as fixtures.stating({"data": {"special_category_safeguards": false}})
	result.outcome == "fail"
	result.reasons == ["A.7.2 (special categories): data.special_category_safeguards is false"]
}

test_pass_without_privacy_work_when_no_personal_data if {
	a_7_2.result.outcome == "pass" with input as fixtures.stating({
		"scope": {"personal_data": false, "special_category_data": false},
		"data": {"privacy_risk_assessed": false, "special_category_safeguards": false},
	})
}

test_needs_evidence_while_personal_data_unknown if {
	result := a_7_2.result with input as fixtures.not_stating("scope", "personal_data")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.personal_data"]
}

test_needs_evidence_while_special_categories_unknown if {
	result := a_7_2.result with input as fixtures.not_stating("scope", "special_category_data")
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.special_category_data"]
}

test_needs_evidence_while_roles_unknown if {
	result := a_7_2.result with input as fixtures.roles_not_stated
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.roles"]
	result.reasons == ["A.7.2: scope.roles is not known, so it is open whether the control applies"]
}

test_not_applicable_to_deployer if {
	result := a_7_2.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	result.reasons == ["The organisation does not develop the system: scope.roles is deployer"]
}
