package syndic.frameworks.operations.vulnerabilities_watched_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.vulnerabilities_watched
import rego.v1

test_pass_when_everything_holds if {
	vulnerabilities_watched.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_one_was_found if {
	result := vulnerabilities_watched.result with input as fixtures.with_changed({"15 advisories": {"outcome": "failed"}})
	result.outcome == "fail"
	result.reasons == ["CFG 2: the look of 2026-11-22 found a known vulnerability, or did not end"]
}

test_fail_when_nobody_looked_lately if {
	vulnerabilities_watched.result.outcome == "fail" with input as fixtures.late
}

test_needs_evidence_when_nobody_ever_looked if {
	vulnerabilities_watched.result.outcome == "needs_evidence" with input as fixtures.without({"15 advisories"})
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := vulnerabilities_watched.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := vulnerabilities_watched.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CFG 2: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := vulnerabilities_watched.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CFG 2: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := vulnerabilities_watched.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CFG 2: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
