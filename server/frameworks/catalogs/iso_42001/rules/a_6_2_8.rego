# METADATA
# title: Logs of what the system does
# description: >-
#   Events are logged automatically; a running system keeps and shows its logs, and those of a high-risk system allow
#   tracing.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.8
package syndic.frameworks.iso_42001.a_6_2_8

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

findings contains finding.require_fact("logging.automatic", "A.6.2.8")

findings contains finding.require_fact("logging.traceable", "A.6.2.8 (high risk)") if scope.high_risk

findings contains finding.require_at_least(
	"logging.retention_days",
	scope.log_retention_days,
	"A.6.2.8 (in operation)",
) if {
	scope.operating
}

findings contains finding.require_evidence("log_sample", "A.6.2.8 (in operation)") if scope.operating

result := finding.decide(not_applicable, findings)
