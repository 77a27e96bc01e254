# METADATA
# title: Measures of a running system
# description: The metrics that show whether a system still does what it was approved for.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.6
package syndic.frameworks.iso_42001.measures

import data.syndic.finding
import rego.v1

performance_metrics := {"accuracy", "error_rate", "false_negative_rate", "false_positive_rate"}

# Days within which a running system reports its metrics: once a quarter.
reporting_days := 92

# At least one measure of performance was reported lately. Which one suits the system is the organisation's choice.
require_performance_reported(duty) := finding.passed(sprintf(
	"%s: %s reported within %d days",
	[duty, concat(", ", sort(recent)), reporting_days],
)) if {
	recent := {name | some name in performance_metrics; finding.metric_age_days(name) <= reporting_days}
	count(recent) > 0
} else := finding.failed(sprintf(
	"%s: %s last reported more than %d days ago",
	[duty, concat(", ", sort(reported)), reporting_days],
)) if {
	reported := {name | some name in performance_metrics; finding.metric(name) != null}
	count(reported) > 0
} else := finding.needs(
	sprintf("%s: no measure of performance was ever reported", [duty]),
	[sprintf("metric:%s", [name]) | some name in sort(performance_metrics)],
)

# Incidents open at the last report; undefined when that was never reported.
incidents_open := finding.metric("incidents_open").value if finding.metric("incidents_open") != null
