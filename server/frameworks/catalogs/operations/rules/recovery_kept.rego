# METADATA
# title: Recovery keeps its objectives
# description: >-
#   In the last drill of the loss of a region, and in every real failover of the last year, service was back in time and no more was lost than may be.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.14 and 5.30
# - description: NIST SP 800-53 Rev. 5, CP-10 and CP-2(3)
package syndic.frameworks.operations.recovery_kept

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("REC 4")

not_applicable contains records.not_operated("REC 4")

not_applicable contains records.not_relied_on("REC 4")

findings contains records.unknown_environments("REC 4")

of_a_region := {"region-loss", "region-frozen", "partition", "disk-full"}

drills := [drill |
	some drill in records.in_environments(records.environments | records.tried_in, "drill")
	records.text(drill, ["scenario"]) in of_a_region
]

failovers := [failover |
	some failover in records.own("failover")
	records.age_days(failover) <= 365
]

findings contains records.undecided("operations.recovery_time_seconds", "REC 4")

findings contains records.undecided("operations.recovery_point_seconds", "REC 4")

findings contains finding.needs("REC 4: no drill of the loss of a region is on record", ["operation:drill"]) if {
	count(records.environments) > 0
	count(drills) == 0
}

findings contains in_time(records.detail(last, ["recovery_seconds"]), sprintf("the drill of %s", [records.day(last)])) if {
	last := records.newest(drills)
}

findings contains in_time(took_seconds(failover), sprintf("the failover of %s", [records.day(failover)])) if {
	some failover in failovers
}

in_time(seconds, what) := finding.passed(sprintf("REC 4: %s took %v s of %v s", [what, seconds, allowed])) if {
	allowed := finding.fact("operations.recovery_time_seconds")
	is_number(allowed)
	is_number(seconds)
	seconds <= allowed
}

in_time(seconds, what) := finding.failed(sprintf("REC 4: %s took %v s, and %v s are promised", [what, seconds, allowed])) if {
	allowed := finding.fact("operations.recovery_time_seconds")
	is_number(allowed)
	is_number(seconds)
	seconds > allowed
}

in_time(seconds, what) := finding.failed(sprintf("REC 4: %s does not say how long it took", [what])) if not is_number(seconds)

took_seconds(operation) := (records.ended_ns(operation) - time.parse_rfc3339_ns(operation.started_at)) / 1000000000

# Writes that wait for the other region cannot be lost; where they do not wait, nothing may be lost while none may be.
findings contains finding.failed(sprintf("REC 4: the drill of %s lost %v acknowledged rows", [records.day(last), lost])) if {
	last := records.newest(drills)
	lost := records.detail(last, ["lost_rows"])
	lost != 0
	must_keep(last)
}

must_keep(drill) if records.detail(drill, ["synchronous"]) != false

must_keep(_) if finding.fact("operations.recovery_point_seconds") == 0

result := finding.decide(not_applicable, findings)
