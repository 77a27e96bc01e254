package syndic.frameworks.eu_ai_act.art_26_7_test

import data.syndic.frameworks.eu_ai_act.art_26_7
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_informed if {
	result := art_26_7.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_not_informed if {
	result := art_26_7.result with input as fixtures.stated({"transparency": {"workers_informed": false}})
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 26(7)")
}

test_needs_evidence_information_unknown if {
	result := art_26_7.result with input as fixtures.stated({"transparency": {"workers_informed": null}})
	result.outcome == "needs_evidence"
	"fact:transparency.workers_informed" in result.needs
}

test_needs_evidence_workplace_unknown if {
	result := art_26_7.result with input as fixtures.stated({"scope": {"workplace_use": null}})
	result.outcome == "needs_evidence"
	"fact:scope.workplace_use" in result.needs
}

test_not_applicable_not_at_work if {
	result := art_26_7.result with input as fixtures.stated({"scope": {"workplace_use": false}})
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 26(7)")
}

test_not_applicable_provider_only if {
	result := art_26_7.result with input as fixtures.provider_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the deployer")
}

test_not_applicable_not_high_risk if {
	result := art_26_7.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_26_7.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
