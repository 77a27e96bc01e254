# METADATA
# title: Findings
# description: >-
#   The vocabulary in which every rule of every framework states what it found. A finding is
#   {"outcome": "pass" | "fail" | "needs_evidence", "reason": <sentence>, "needs": [<what would decide it>]}.
#   A fact that nobody has stated is unknown, never false: it needs evidence, it does not fail.
package syndic.finding

import rego.v1

# The value of a fact by its dotted path ("data.provenance_recorded"), null while unknown.
fact(path) := object.get(object.get(input, "facts", {}), split(path, "."), null)

known(path) if fact(path) != null

# A sentence by sentence verdict.
passed(reason) := {"outcome": "pass", "reason": reason, "needs": []}

failed(reason) := {"outcome": "fail", "reason": reason, "needs": []}

needs(reason, items) := {"outcome": "needs_evidence", "reason": reason, "needs": items}

# The fact must be true. False fails; unknown needs evidence.
require_fact(path, duty) := passed(sprintf("%s: %s is true", [duty, path])) if {
	fact(path) == true
}

require_fact(path, duty) := failed(sprintf("%s: %s is false", [duty, path])) if {
	fact(path) == false
}

require_fact(path, duty) := needs(sprintf("%s: %s is not known", [duty, path]), [sprintf("fact:%s", [path])]) if {
	fact(path) == null
}

# The fact must be a number of at least `minimum`.
require_at_least(path, minimum, duty) := passed(sprintf("%s: %s is %v, at least %v", [duty, path, fact(path), minimum])) if {
	is_number(fact(path))
	fact(path) >= minimum
}

require_at_least(path, minimum, duty) := failed(sprintf("%s: %s is %v, below %v", [duty, path, fact(path), minimum])) if {
	is_number(fact(path))
	fact(path) < minimum
}

require_at_least(path, _, duty) := needs(sprintf("%s: %s is not known", [duty, path]), [sprintf("fact:%s", [path])]) if {
	fact(path) == null
}

# The fact must be a date (YYYY-MM-DD) no more than `days` before the moment of the execution, and not after it.
require_within(path, days, duty) := passed(sprintf("%s: %s is %s, within %d days", [duty, path, fact(path), days])) if {
	age_days(fact(path)) <= days
	age_days(fact(path)) >= 0
}

require_within(path, days, duty) := failed(sprintf("%s: %s is %s, more than %d days ago", [duty, path, fact(path), days])) if {
	age_days(fact(path)) > days
}

require_within(path, _, duty) := failed(sprintf("%s: %s is %s, which is in the future", [duty, path, fact(path)])) if {
	age_days(fact(path)) < 0
}

require_within(path, _, duty) := needs(sprintf("%s: %s is not known", [duty, path]), [sprintf("fact:%s", [path])]) if {
	fact(path) == null
}

# A current evidence item of this kind must be on record.
require_evidence(kind, duty) := passed(sprintf("%s: evidence of kind %s is on record", [duty, kind])) if {
	count(current_evidence(kind)) > 0
}

require_evidence(kind, duty) := needs(sprintf("%s: no current evidence of kind %s", [duty, kind]), [sprintf("evidence:%s", [kind])]) if {
	count(current_evidence(kind)) == 0
}

current_evidence(kind) := [item |
	some item in object.get(input, "evidence", [])
	item.kind == kind
	not expired(item)
]

expired(item) if {
	item.expires_at != null
	time.parse_rfc3339_ns(item.expires_at) <= now_ns
}

# The last reported value of a metric ({"value": number, "reported_at": RFC 3339}), null when it was never reported.
metric(name) := object.get(object.get(input, "metrics", {}), name, null)

require_metric_reported(name, days, duty) := passed(sprintf("%s: metric %s was reported within %d days", [duty, name, days])) if {
	metric_age_days(name) <= days
}

require_metric_reported(name, days, duty) := failed(sprintf("%s: metric %s was last reported more than %d days ago", [duty, name, days])) if {
	metric_age_days(name) > days
}

require_metric_reported(name, _, duty) := needs(sprintf("%s: metric %s was never reported", [duty, name]), [sprintf("metric:%s", [name])]) if {
	metric(name) == null
}

metric_age_days(name) := (now_ns - time.parse_rfc3339_ns(metric(name).reported_at)) / nanoseconds_per_day if {
	metric(name) != null
}

nanoseconds_per_day := ((24 * 60) * 60) * 1000000000

now_ns := time.parse_rfc3339_ns(input.now)

# Whole and broken days between a date and the moment of the execution.
age_days(date) := (now_ns - time.parse_rfc3339_ns(sprintf("%sT00:00:00Z", [date]))) / nanoseconds_per_day if is_string(date)

# The one decision: why a control does not apply outweighs everything, then the worst finding counts.
# A rule that found nothing at all has no result, which the engine reports as an error, never as a pass.
decide(not_applicable, findings) := {"outcome": "not_applicable", "reasons": sort(not_applicable), "needs": []} if {
	count(not_applicable) > 0
}

decide(not_applicable, findings) := {"outcome": outcome, "reasons": reasons, "needs": needed} if {
	count(not_applicable) == 0
	outcome := worst(findings)
	reasons := sort({finding.reason | some finding in findings; finding.outcome == outcome})
	needed := sort({item | some finding in findings; some item in finding.needs})
}

worst(findings) := "fail" if {
	"fail" in outcomes(findings)
} else := "needs_evidence" if {
	"needs_evidence" in outcomes(findings)
} else := "pass" if {
	"pass" in outcomes(findings)
}

outcomes(findings) := {finding.outcome | some finding in findings}
