package syndic.frameworks.operations.backups_verified_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.backups_verified
import rego.v1

test_pass_when_everything_holds if {
	backups_verified.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_the_last_proof_failed if {
	result := backups_verified.result with input as fixtures.with_changed({
		"17 verification": {"outcome": "failed"},
		"00 verification": fixtures.record("backup-verification", "production", "2026-11-21T06:00:00Z", {"kind": "logical"}),
	})
	result.outcome == "fail"
	result.reasons == ["REC 2: the proof of 2026-11-22 in production failed"]
}

test_fail_when_the_last_proof_is_old if {
	backups_verified.result.outcome == "fail" with input as fixtures.with_facts({"backup_verification_hours": 2})
}

test_needs_evidence_without_a_proof if {
	result := backups_verified.result with input as fixtures.without({"17 verification"})
	result.outcome == "needs_evidence"
	result.needs == ["operation:backup-verification"]
}

test_needs_evidence_while_backup_verification_hours_is_unknown if {
	result := backups_verified.result with input as fixtures.without_fact("backup_verification_hours")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.backup_verification_hours"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := backups_verified.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := backups_verified.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["REC 2: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := backups_verified.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["REC 2: none of the environments whose operations are recorded here runs the system"]
}

test_pass_for_one_that_is_tried if {
	backups_verified.result.outcome == "pass" with input as fixtures.lifecycle("testing")
}
