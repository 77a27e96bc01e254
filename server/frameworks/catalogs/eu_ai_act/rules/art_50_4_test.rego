package syndic.frameworks.eu_ai_act.art_50_4_test

import data.syndic.frameworks.eu_ai_act.art_50_4
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_disclosed if {
	result := art_50_4.result with input as fixtures.stated({"scope": {"deep_fakes": true}})
	result.outcome == "pass"
}

test_pass_allowed_against_crime if {
	starting := fixtures.with_opinion(fixtures.stated({"scope": {"deep_fakes": true}, "transparency": {"deep_fakes_disclosed": false}}), ["art_50_4"])
	result := art_50_4.result with input as starting
	result.outcome == "pass"
}

test_fail_not_disclosed if {
	starting := fixtures.stated({"scope": {"deep_fakes": true}, "transparency": {"deep_fakes_disclosed": false}})
	result := art_50_4.result with input as starting
	result.outcome == "fail"
	fixtures.gives_reason(result, "Article 50(4)")
}

test_needs_evidence_disclosure_unknown if {
	starting := fixtures.stated({"scope": {"deep_fakes": true}, "transparency": {"deep_fakes_disclosed": null}})
	result := art_50_4.result with input as starting
	result.outcome == "needs_evidence"
	"fact:transparency.deep_fakes_disclosed" in result.needs
}

test_needs_evidence_deep_fakes_unknown if {
	result := art_50_4.result with input as fixtures.stated({"scope": {"deep_fakes": null}})
	result.outcome == "needs_evidence"
	"fact:scope.deep_fakes" in result.needs
}

test_not_applicable_no_deep_fakes if {
	result := art_50_4.result with input as fixtures.compliant
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "Article 50(4)")
}

test_not_applicable_provider_only if {
	starting := object.union(fixtures.provider_only, {"facts": {"scope": {"deep_fakes": true}}})
	result := art_50_4.result with input as starting
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not deployer")
}
