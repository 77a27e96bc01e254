# METADATA
# title: Appropriateness of metrics and controls
# description: >-
#   Checks that metrics and controls were reviewed within a year, or 180 days for a high-risk system, and, for a
#   system in production, that errors and incidents were reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MEASURE 1.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_1_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 1.2")

findings contains finding.require_within("performance.metrics_reviewed_on", scope.review_days, "MEASURE 1.2: metrics and controls are reviewed as often as the risk asks")

findings contains finding.require_fact("performance.metrics_selected", "MEASURE 1.2: there are metrics to review")

findings contains finding.require_metric_reported("error_rate", scope.metric_days, "MEASURE 1.2: errors are reported") if scope.deployed

findings contains finding.require_metric_reported("incidents_open", scope.metric_days, "MEASURE 1.2: impacts on communities are reported") if scope.deployed

result := finding.decide(not_applicable, findings)
