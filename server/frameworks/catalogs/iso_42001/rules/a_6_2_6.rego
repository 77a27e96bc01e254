# METADATA
# title: Running and watching the system
# description: >-
#   Operation is planned; a running system is monitored, reviewed, ready for incidents and reports how well it
#   performs.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.6
package syndic.frameworks.iso_42001.a_6_2_6

import data.syndic.finding
import data.syndic.frameworks.iso_42001.measures
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

findings contains finding.require_fact("lifecycle.operation_plan", "A.6.2.6")

findings contains finding.require_fact("monitoring.production_monitored", "A.6.2.6 (in operation)") if scope.operating

findings contains finding.require_fact("monitoring.incident_response_plan", "A.6.2.6 (in operation)") if {
	scope.operating
}

findings contains finding.require_within("monitoring.reviewed_on", 365, "A.6.2.6 (in operation)") if scope.operating

findings contains measures.require_performance_reported("A.6.2.6 (in operation)") if scope.operating

findings contains scope.undecided("performance.continues_learning", "A.6.2.6") if scope.operating

findings contains finding.require_metric_reported(
	"drift",
	measures.reporting_days,
	"A.6.2.6 (continues learning)",
) if {
	scope.operating
	finding.fact("performance.continues_learning") == true
}

result := finding.decide(not_applicable, findings)
