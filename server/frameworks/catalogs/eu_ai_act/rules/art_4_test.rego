package syndic.frameworks.eu_ai_act.art_4_test

import data.syndic.frameworks.eu_ai_act.art_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_with_recent_training if {
	result := art_4.result with input as fixtures.compliant
	result.outcome == "pass"
	fixtures.gives_reason(result, "95 percent")
}

test_pass_share_of_80_without_record if {
	result := art_4.result with input as fixtures.without_evidence(
		fixtures.stated({"people": {"literacy_coverage_percent": 80}}),
		"training_record",
	)
	result.outcome == "pass"
}

test_pass_low_share_with_a_record if {
	result := art_4.result with input as fixtures.stated({"people": {"literacy_coverage_percent": 40}})
	result.outcome == "pass"
}

test_fail_without_programme if {
	result := art_4.result with input as fixtures.stated({"people": {"literacy_programme": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "people.literacy_programme is false")
}

test_fail_old_training if {
	result := art_4.result with input as fixtures.stated({"people": {"literacy_trained_on": "2024-05-01"}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "more than 365 days ago")
}

test_fail_nobody_trained if {
	result := art_4.result with input as fixtures.stated({"people": {"literacy_coverage_percent": 0}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "none of the staff")
}

test_needs_evidence_low_share_without_record if {
	result := art_4.result with input as fixtures.without_evidence(
		fixtures.stated({"people": {"literacy_coverage_percent": 79}}),
		"training_record",
	)
	result.outcome == "needs_evidence"
	"evidence:training_record" in result.needs
}

test_needs_evidence_share_unknown if {
	result := art_4.result with input as fixtures.stated({"people": {"literacy_coverage_percent": null}})
	result.outcome == "needs_evidence"
	"fact:people.literacy_coverage_percent" in result.needs
}

test_needs_evidence_roles_unknown if {
	result := art_4.result with input as fixtures.stated({"scope": {"roles": null}})
	result.outcome == "needs_evidence"
	"fact:scope.roles" in result.needs
}

test_not_applicable_importer_only if {
	result := art_4.result with input as fixtures.importer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer or provider")
}

test_not_applicable_outside_union if {
	result := art_4.result with input as fixtures.outside_union
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 2(1)")
}

test_not_applicable_retired if {
	result := art_4.result with input as fixtures.retired
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "retired")
}
