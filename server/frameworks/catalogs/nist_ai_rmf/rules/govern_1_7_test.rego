package syndic.frameworks.nist_ai_rmf.govern_1_7_test

import data.syndic.frameworks.nist_ai_rmf.fixtures_test as fixtures
import data.syndic.frameworks.nist_ai_rmf.govern_1_7
import rego.v1

required_facts := [
	"governance.decommissioning_process",
	"monitoring.deactivation_possible",
]

test_pass_when_everything_holds if {
	govern_1_7.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_a_required_fact_is_false if {
	every path in required_facts {
		result := govern_1_7.result with input as fixtures.system_with([fixtures.fact(path, false)])
		result.outcome == "fail"
		count(result.reasons) == 1
		startswith(result.reasons[0], "GOVERN 1.7: ")
		endswith(result.reasons[0], sprintf(": %s is false", [path]))
	}
}

test_needs_evidence_while_a_required_fact_is_unknown if {
	every path in required_facts {
		result := govern_1_7.result with input as fixtures.system_without_fact(path)
		result.outcome == "needs_evidence"
		result.needs == [sprintf("fact:%s", [path])]
	}
}

test_pass_before_production_whatever_the_facts_are if {
	every path in ["monitoring.deactivation_possible"] {
		govern_1_7.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing"), fixtures.fact(path, false)])
	}
}

test_pass_for_a_retired_system_with_a_record if {
	result := govern_1_7.result with input as fixtures.system_with([fixtures.lifecycle("retired")])
	result.outcome == "pass"
	"GOVERN 1.7: the decommissioning is on record: evidence of kind meeting_minutes, audit_report is on record" in result.reasons
}

test_pass_without_a_record_while_the_system_is_in_use if {
	govern_1_7.result.outcome == "pass" with input as fixtures.system_without_evidence(["meeting_minutes", "audit_report"])
}

test_needs_evidence_of_the_decommissioning_of_a_retired_system if {
	retired := object.union(fixtures.system_without_evidence(["meeting_minutes", "audit_report"]), fixtures.lifecycle("retired"))
	result := govern_1_7.result with input as retired
	result.outcome == "needs_evidence"
	result.needs == ["evidence:audit_report", "evidence:meeting_minutes"]
}

test_not_applicable_before_testing if {
	every stage in ["design", "development"] {
		result := govern_1_7.result with input as fixtures.system_with([fixtures.lifecycle(stage)])
		result.outcome == "not_applicable"
		result.reasons == [sprintf("GOVERN 1.7: the system has not reached testing (lifecycle: %s)", [stage])]
	}
}

test_pass_from_testing_on if {
	govern_1_7.result.outcome == "pass" with input as fixtures.system_with([fixtures.lifecycle("testing")])
}
