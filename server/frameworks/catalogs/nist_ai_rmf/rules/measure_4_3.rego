# METADATA
# title: Measured improvement or decline
# description: >-
#   Applies in production. Checks that field data exist (accuracy and drift reported within 90 days), that feedback
#   is evaluated and that improvements are tracked.
# related_resources:
# - description: NIST AI 100-1, MEASURE 4.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_4_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 4.3")

not_applicable contains scope.not_deployed("MEASURE 4.3")

findings contains finding.require_fact("monitoring.feedback_collected", "MEASURE 4.3: AI actors and communities are consulted")

findings contains finding.require_fact("monitoring.improvements_tracked", "MEASURE 4.3: improvements and declines are documented")

findings contains finding.require_metric_reported("accuracy", scope.metric_days, "MEASURE 4.3: performance in the field is measured")

findings contains finding.require_metric_reported("drift", scope.metric_days, "MEASURE 4.3: decline in the field is measured")

result := finding.decide(not_applicable, findings)
