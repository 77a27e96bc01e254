# METADATA
# title: Operation records
# description: >-
#   What the operations that are on record say about a system: those of the environments that run it, those of where
#   its changes are tried before, and how long ago they were. A record may be written by any pipeline, so nothing about
#   its details is taken for granted: what a rule needs and does not find counts against it.
package syndic.frameworks.operations.records

import data.syndic.finding
import rego.v1

# Changes of this many days are judged; older ones were judged while they were younger.
change_days := 90

# What is due at an interval may start late and take long; monitoring alerts at two intervals as well.
tolerance := 2

environments := listed("operations.environments")

tried_in := listed("operations.tried_in")

listed(path) := {name | some name in finding.fact(path)} if is_array(finding.fact(path))

listed(path) := set() if not is_array(finding.fact(path))

# Why no control applies to a system.
retired(citation) := sprintf("%s: the system is retired", [citation]) if input.system.lifecycle == "retired"

not_operated(citation) := sprintf("%s: none of the environments whose operations are recorded here runs the system", [citation]) if {
	finding.fact("operations.environments") == []
}

# Why controls of changes do not apply.
not_relied_on(citation) := sprintf("%s: nobody relies on the system yet (lifecycle: %s)", [citation, input.system.lifecycle]) if {
	input.system.lifecycle in {"design", "development", "testing"}
}

# Where a system runs hangs on a fact that nobody has stated; every rule says so.
unknown_environments(citation) := finding.needs(
	sprintf("%s: operations.environments is not known", [citation]),
	["fact:operations.environments"],
) if {
	finding.fact("operations.environments") == null
}

# Operations of a kind in environments, in the order they ended.
in_environments(names, kind) := [operation |
	some operation in object.get(input, "operations", [])
	operation.environment in names
	operation.kind == kind
]

own(kind) := in_environments(environments, kind)

# Stages of pipelines in environments, in the order they ended.
stages(names, stage) := [operation |
	some operation in in_environments(names, "pipeline-stage")
	text(operation, ["stage"]) == stage
]

# A detail of an operation when it is of the type that is expected, and what stands for one that is not there otherwise.
detail(operation, path) := object.get(operation.details, path, null)

text(operation, path) := detail(operation, path) if is_string(detail(operation, path))

text(operation, path) := "" if not is_string(detail(operation, path))

items(operation, path) := detail(operation, path) if is_array(detail(operation, path))

items(operation, path) := [] if not is_array(detail(operation, path))

newest(operations) := operations[count(operations) - 1]

ended_ns(operation) := time.parse_rfc3339_ns(operation.finished_at)

age_days(operation) := (now_ns - ended_ns(operation)) / nanoseconds_per_day

# Not those of the shared library: the engine for work does not look them up from within a function.
now_ns := time.parse_rfc3339_ns(input.now)

nanoseconds_per_day := ((24 * 60) * 60) * 1000000000

# Whether an operation had ended before another one began.
precedes(earlier, later) if ended_ns(earlier) <= time.parse_rfc3339_ns(later.started_at)

day(operation) := substring(operation.finished_at, 0, 10)

# The commit an operation was about; nothing where it is not known.
revision(operation) := text(operation, ["new", "revision"]) if operation.kind == "release"

revision(operation) := text(operation, ["revision"]) if operation.kind != "release"

same_revision(one, other) if {
	revision(one) == revision(other)
	revision(one) != ""
}

# The releases that are judged: new versions in the environments that run the system. Going back to one that was judged
# when it came needs no second approval.
releases := [release |
	some release in own("release")
	release.outcome == "succeeded"
	text(release, ["kind"]) != "rollback"
	age_days(release) <= change_days
]

named(release) := sprintf("release of %s to %s on %s", [text(release, ["new", "version"]), release.environment, day(release)])

# One sentence about all releases when nothing is wrong with any of them.
every_release(citation, duty) := finding.passed(sprintf("%s: %d of %d releases of the last %d days %s", [citation, count(releases), count(releases), change_days, duty])) if {
	count(releases) > 0
}

every_release(citation, _) := finding.needs(
	sprintf("%s: no release of the last %d days is on record", [citation, change_days]),
	["operation:release"],
) if {
	count(environments) > 0
	count(releases) == 0
}

# The newest of operations must be no older than so many days, with the tolerance. Where there is none, one is needed.
require_recent(operations, _, days, duty) := finding.passed(sprintf("%s: the newest is of %s, within %v days", [duty, day(newest(operations)), days])) if {
	is_number(days)
	age_days(newest(operations)) <= days * tolerance
}

require_recent(operations, _, days, duty) := finding.failed(sprintf("%s: the newest is of %s, and one is due every %v days", [duty, day(newest(operations)), days])) if {
	is_number(days)
	age_days(newest(operations)) > days * tolerance
}

require_recent(operations, kind, _, duty) := finding.needs(sprintf("%s: none is on record", [duty]), [sprintf("operation:%s", [kind])]) if {
	count(environments) > 0
	count(operations) == 0
}

# Hours that a fact states, in days.
default days_of(_) := null

days_of(path) := finding.fact(path) / 24 if is_number(finding.fact(path))

# How often something is due hangs on a fact that nobody has stated.
undecided(path, citation) := finding.needs(sprintf("%s: %s is not known", [citation, path]), [sprintf("fact:%s", [path])]) if {
	finding.fact(path) == null
}

succeeded(operations) := [operation | some operation in operations; operation.outcome == "succeeded"]
