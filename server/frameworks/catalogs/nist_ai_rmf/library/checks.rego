# METADATA
# title: Checks of the NIST AI RMF
# description: Findings that several subcategories share and that no other framework uses.
package syndic.frameworks.nist_ai_rmf.checks

import data.syndic.finding
import rego.v1

# Current evidence of at least one of these kinds must be on record.
require_any_evidence(kinds, duty) := finding.passed(sprintf("%s: evidence of kind %s is on record", [duty, concat(", ", found)])) if {
	found := kinds_on_record(kinds)
	count(found) > 0
}

require_any_evidence(kinds, duty) := finding.needs(
	sprintf("%s: no current evidence of kind %s", [duty, concat(" or ", kinds)]),
	[sprintf("evidence:%s", [kind]) | some kind in kinds],
) if {
	count(kinds_on_record(kinds)) == 0
}

kinds_on_record(kinds) := [kind |
	some kind in kinds
	count(finding.current_evidence(kind)) > 0
]

# The metric must have been reported within `days` and be at most `maximum`.
require_metric_at_most(name, maximum, days, duty) := finding.passed(sprintf("%s: metric %s is %v, at most %v", [duty, name, metric_value(name), maximum])) if {
	finding.metric_age_days(name) <= days
	metric_value(name) <= maximum
}

require_metric_at_most(name, maximum, days, duty) := finding.failed(sprintf("%s: metric %s is %v, above %v", [duty, name, metric_value(name), maximum])) if {
	finding.metric_age_days(name) <= days
	metric_value(name) > maximum
}

require_metric_at_most(name, _, days, duty) := finding.require_metric_reported(name, days, duty) if {
	not reported_within(name, days)
}

reported_within(name, days) if finding.metric_age_days(name) <= days

metric_value(name) := value if {
	value := finding.metric(name).value
	is_number(value)
}

# The fact must be a list with at least one entry.
require_listed(path, duty) := finding.passed(sprintf("%s: %s names %d", [duty, path, count(finding.fact(path))])) if {
	is_array(finding.fact(path))
	count(finding.fact(path)) > 0
}

require_listed(path, duty) := finding.failed(sprintf("%s: %s is empty", [duty, path])) if {
	is_array(finding.fact(path))
	count(finding.fact(path)) == 0
}

require_listed(path, duty) := finding.needs(sprintf("%s: %s is not known", [duty, path]), [sprintf("fact:%s", [path])]) if {
	finding.fact(path) == null
}
