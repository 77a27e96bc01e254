package syndic.frameworks.operations.artifacts_signed_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.artifacts_signed
import rego.v1

test_pass_when_everything_holds if {
	artifacts_signed.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_nothing_was_verified if {
	result := artifacts_signed.result with input as fixtures.without({"11 signatures"})
	result.outcome == "fail"
	"CHG 4: no signature was verified before the release of 1.4.0 to production on 2026-11-20" in result.reasons
}

test_fail_when_the_verification_failed_or_names_nothing if {
	every change in [{"outcome": "failed"}, {"details": {"artifacts": []}}, {"details": {"artifacts": "all"}}] {
		result := artifacts_signed.result with input as fixtures.with_changed({"11 signatures": change})
		result.outcome == "fail"
	}
}

test_fail_when_other_artifacts_were_tried if {
	other := [{"name": "syndic-server", "digest": "sha256:0000"}]
	result := artifacts_signed.result with input as fixtures.with_changed({"06 signatures": {"details": {"artifacts": other}}})
	result.outcome == "fail"
	result.reasons == ["CHG 4: release of 1.4.0 to production on 2026-11-20 has other artifacts than were verified in staging"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := artifacts_signed.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := artifacts_signed.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["CHG 4: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := artifacts_signed.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["CHG 4: none of the environments whose operations are recorded here runs the system"]
}

test_not_applicable_while_nobody_relies_on_it if {
	every stage in ["design", "development", "testing"] {
		result := artifacts_signed.result with input as fixtures.lifecycle(stage)
		result.outcome == "not_applicable"
		result.reasons == [sprintf("CHG 4: nobody relies on the system yet (lifecycle: %s)", [stage])]
	}
}
