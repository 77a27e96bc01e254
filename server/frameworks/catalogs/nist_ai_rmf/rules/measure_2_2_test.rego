package syndic.frameworks.nist_ai_rmf.measure_2_2_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.measure_2_2
import rego.v1

required_facts := [
	"performance.human_subject_protection",
	"risk.vulnerable_groups_considered",
]

test_pass_when_everything_holds if {
	measure_2_2.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := measure_2_2.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "MEASURE 2.2: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := measure_2_2.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_needs_evidence_of_kind_test_report_or_audit_report_or_legal_opinion if {
	result := measure_2_2.result with input as fixtures.system_without_evidence(["test_report", "audit_report", "legal_opinion"])
	result.outcome == "needs_evidence"
	result.needs == ["evidence:audit_report", "evidence:legal_opinion", "evidence:test_report"]
}

test_pass_with_only_legal_opinion if {
	measure_2_2.result.outcome == "pass" with input as fixtures.system_without_evidence(["test_report", "audit_report"])
}

# Whatever else is wrong: a duty that may not apply is not failed.
test_needs_evidence_while_human_subject_evaluation_is_unknown if {
	facts := [fixtures.fact(path, false) | some path in required_facts]
	unknown := array.concat([fixtures.system_without_fact("scope.human_subject_evaluation"), {"evidence": []}], facts)
	result := measure_2_2.result with input as object.union_n(unknown)
	result.outcome == "needs_evidence"
	result.needs == ["fact:scope.human_subject_evaluation"]
	result.reasons == ["MEASURE 2.2: whether this applies depends on scope.human_subject_evaluation, which is not known"]
}

test_not_applicable_for_a_retired_system if {
	result := measure_2_2.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.2: the system is retired"]
}

test_not_applicable_without_human_subjects if {
	result := measure_2_2.result with input as fixtures.system_with([fixtures.fact("scope.human_subject_evaluation", false)])
	result.outcome == "not_applicable"
	result.reasons == ["MEASURE 2.2: no evaluation involves human subjects"]
}
