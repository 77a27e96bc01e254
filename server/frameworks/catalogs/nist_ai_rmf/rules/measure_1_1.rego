# METADATA
# title: Selection of approaches and metrics
# description: >-
#   Checks that risks are prioritised, that metrics cover the most significant ones and that what cannot be measured
#   is documented.
# related_resources:
# - description: NIST AI 100-1, MEASURE 1.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_1_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 1.1")

findings contains finding.require_fact("risk.prioritised", "MEASURE 1.1: the most significant risks come first")

findings contains finding.require_fact("performance.metrics_selected", "MEASURE 1.1: metrics are selected and documented")

findings contains finding.require_fact("risk.unmeasurable_risks_documented", "MEASURE 1.1: what cannot be measured is documented")

result := finding.decide(not_applicable, findings)
