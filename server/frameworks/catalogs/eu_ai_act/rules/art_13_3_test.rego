package syndic.frameworks.eu_ai_act.art_13_3_test

import data.syndic.frameworks.eu_ai_act.art_13_3
import data.syndic.frameworks.eu_ai_act.fixtures_test as fixtures
import rego.v1

test_pass_complete if {
	result := art_13_3.result with input as fixtures.compliant
	result.outcome == "pass"
}

test_fail_without_any_one_part if {
	citations := {
		"documentation.intended_purpose": "Article 13(3)(b)(i)",
		"performance.accuracy_declared": "Article 13(3)(b)(ii)",
		"documentation.limitations": "Article 13(3)(b), limitations of performance",
		"documentation.explanation": "Article 13(3)(b)(iv) and (vii)",
		"documentation.computing_resources": "Article 13(3)(e)",
	}
	every path, citation in citations {
		[section, name] := split(path, ".")
		result := art_13_3.result with input as fixtures.stated({section: {name: false}})
		result.outcome == "fail"
		fixtures.gives_reason(result, sprintf("%s: %s is false", [citation, path]))
	}
}

test_needs_evidence_resources_unknown if {
	result := art_13_3.result with input as fixtures.stated({"documentation": {"computing_resources": null}})
	result.outcome == "needs_evidence"
	"fact:documentation.computing_resources" in result.needs
}

test_not_applicable_deployer_only if {
	result := art_13_3.result with input as fixtures.deployer_only
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not the provider")
}

test_not_applicable_not_high_risk if {
	result := art_13_3.result with input as fixtures.not_high_risk
	result.outcome == "not_applicable"
	fixtures.gives_reason(result, "not high-risk")
}

test_needs_evidence_risk_class_unknown if {
	result := art_13_3.result with input as fixtures.high_risk_unknown
	result.outcome == "needs_evidence"
	"fact:scope.annex_iii_areas" in result.needs
}
