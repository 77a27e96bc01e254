# METADATA
# title: Fixtures of the operations framework
# description: A platform in production for which every rule passes, and the changes that tests make to it.
package syndic.frameworks.operations.fixtures_test

import rego.v1

commit := "4f2d8a17c05b93e6"

digest := "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

system := {
	"now": "2026-11-22T12:00:00Z",
	"system": {
		"id": "0b9f6a52-6f0e-4d0c-8f3f-0d5f0a3c7a11",
		"name": "Syndic (production)",
		"purpose": "Governs AI systems",
		"owner": "Platform team",
		"risk_tier": "minimal",
		"lifecycle": "deployed",
	},
	"facts": {"operations": facts},
	"evidence": [],
	"metrics": {},
	"operations": [record | some name in object.keys(operations); record := operations[name]],
}

facts := {
	"environments": ["production"],
	"tried_in": ["ci", "staging"],
	"backup_interval_hours": 6,
	"backup_verification_hours": 24,
	"drill_interval_days": 31,
	"recovery_point_seconds": 60,
	"recovery_time_seconds": 900,
	"availability_percent": 99.9,
	"database_roles_days": 30,
	"session_signing_keys_days": 30,
}

# By names that sort in the order the operations ended.
operations := {
	"01 rotation": record("rotation", "production", "2026-11-10T05:00:00Z", {"secret": "database/api", "kind": "database_roles"}),
	"02 rotation": record("rotation", "production", "2026-11-11T05:00:00Z", {"secret": "sessions", "kind": "session_signing_keys"}),
	"03 drill": record("drill", "staging", "2026-11-12T06:00:00Z", {
		"scenario": "region-loss",
		"recovery_seconds": 41.5,
		"lost_rows": 0,
		"lost_objects": 0,
		"synchronous": true,
	}),
	"04 check": stage("check", "ci", "2026-11-20T08:00:00Z", {}),
	"05 test": stage("test", "ci", "2026-11-20T08:40:00Z", {}),
	"06 signatures": stage("verify-signatures", "staging", "2026-11-20T09:00:00Z", {"artifacts": [{"name": "syndic-server", "digest": digest}]}),
	"07 release": release("staging", "2026-11-20T09:10:00Z"),
	"08 smoke": stage("smoke", "staging", "2026-11-20T09:15:00Z", {}),
	"09 integration": stage("integration", "staging", "2026-11-20T09:20:00Z", {}),
	"10 approval": record("approval", "production", "2026-11-20T10:00:00Z", {
		"revision": commit,
		"approvers": ["grace"],
		"author": "ada",
		"requested_by": "ada",
	}),
	"11 signatures": stage("verify-signatures", "production", "2026-11-20T10:05:00Z", {"artifacts": [{"name": "syndic-server", "digest": digest}]}),
	"12 release": release("production", "2026-11-20T10:30:00Z"),
	"13 infrastructure": record("infrastructure", "production", "2026-11-20T11:00:00Z", {"planner": "ada", "approver": "grace", "applier": "ada"}),
	"14 drift": stage("drift", "production", "2026-11-22T05:00:00Z", {}),
	"15 advisories": stage("advisories", "ci", "2026-11-22T05:10:00Z", {}),
	"16 objectives": record("objectives", "production", "2026-11-22T05:20:00Z", {"objectives": [{
		"objective": "availability",
		"target": 0.999,
		"achieved": 0.9995,
		"broken": false,
	}]}),
	"17 verification": record("backup-verification", "production", "2026-11-22T06:00:00Z", {"kind": "logical", "backup": "b1"}),
	"18 backup": record("backup", "production", "2026-11-22T07:00:00Z", {"kind": "logical", "backup": "b2"}),
}

record(kind, environment, moment, details) := {
	"id": sprintf("%s %s", [kind, moment]),
	"kind": kind,
	"environment": environment,
	"region": null,
	"started_at": moment,
	"finished_at": moment,
	"outcome": "succeeded",
	"recorded_by": "token:operator",
	"details": details,
}

stage(name, environment, moment, details) := record(
	"pipeline-stage",
	environment,
	moment,
	object.union({"stage": name, "revision": commit, "version": "1.4.0"}, details),
)

release(environment, moment) := record("release", environment, moment, {
	"kind": "deploy",
	"old": {"version": "1.3.0", "revision": "0c11e2", "colour": "blue"},
	"new": {"version": "1.4.0", "revision": commit, "colour": "green"},
})

# The system with operations changed by name: {"12 release": {"outcome": "failed"}}.
with_changed(changes) := with_operations(object.union(operations, changes))

without(names) := with_operations({name: kept | some name, kept in operations; not name in names})

with_only(named) := with_operations(named)

with_operations(named) := object.union(system, {"operations": [named[name] | some name in sort(object.keys(named))]})

# The system after the facts were changed.
with_facts(changes) := object.union(system, {"facts": {"operations": changes}})

without_fact(name) := json.remove(system, [sprintf("facts/operations/%s", [name])])

lifecycle(stage_of_life) := object.union(system, {"system": {"lifecycle": stage_of_life}})

late := object.union(system, {"now": "2027-04-10T12:00:00Z"})
