package syndic.frameworks.operations.backups_made_test

import data.syndic.frameworks.operations.fixtures_test as fixtures
import data.syndic.frameworks.operations.backups_made
import rego.v1

test_pass_when_everything_holds if {
	backups_made.result.outcome == "pass" with input as fixtures.system
}

test_fail_when_the_last_one_is_old if {
	result := backups_made.result with input as fixtures.with_facts({"backup_interval_hours": 2})
	result.outcome == "fail"
	count(result.reasons) == 1
	startswith(result.reasons[0], "REC 1: production is backed up: the newest is of 2026-11-22, and one is due every ")
}

test_fail_in_any_environment if {
	second := fixtures.record("backup", "production-eu", "2026-11-01T07:00:00Z", {"kind": "logical"})
	tree := object.union(fixtures.with_changed({"00 backup": second}), {"facts": {"operations": {"environments": ["production", "production-eu"]}}})
	result := backups_made.result with input as tree
	result.outcome == "fail"
}

test_needs_evidence_without_one_that_succeeded if {
	every tree in [fixtures.without({"18 backup"}), fixtures.with_changed({"18 backup": {"outcome": "failed"}})] {
		result := backups_made.result with input as tree
		result.outcome == "needs_evidence"
		result.needs == ["operation:backup"]
	}
}

test_needs_evidence_while_backup_interval_hours_is_unknown if {
	result := backups_made.result with input as fixtures.without_fact("backup_interval_hours")
	result.outcome == "needs_evidence"
	result.needs == ["fact:operations.backup_interval_hours"]
}

test_needs_evidence_while_nobody_says_where_it_runs if {
	result := backups_made.result with input as fixtures.without_fact("environments")
	result.outcome == "needs_evidence"
	"fact:operations.environments" in result.needs
}

test_not_applicable_for_a_retired_system if {
	result := backups_made.result with input as fixtures.lifecycle("retired")
	result.outcome == "not_applicable"
	result.reasons == ["REC 1: the system is retired"]
}

test_not_applicable_when_it_runs_nowhere_here if {
	result := backups_made.result with input as fixtures.with_facts({"environments": []})
	result.outcome == "not_applicable"
	result.reasons == ["REC 1: none of the environments whose operations are recorded here runs the system"]
}

test_pass_for_one_that_is_tried if {
	backups_made.result.outcome == "pass" with input as fixtures.lifecycle("testing")
}
