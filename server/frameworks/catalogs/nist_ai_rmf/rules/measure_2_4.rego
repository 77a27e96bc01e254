# METADATA
# title: Monitoring in production
# description: >-
#   Applies in production. Checks that the system is monitored, that results were reviewed recently and that drift
#   was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.4
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_4

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.4")

not_applicable contains scope.not_deployed("MEASURE 2.4")

findings contains finding.require_fact("monitoring.production_monitored", "MEASURE 2.4: function and behaviour are monitored")

findings contains finding.require_within("monitoring.reviewed_on", scope.review_days, "MEASURE 2.4: results are reviewed as often as the risk asks")

findings contains finding.require_metric_reported("drift", scope.metric_days, "MEASURE 2.4: change of behaviour is measured")

result := finding.decide(not_applicable, findings)
