# METADATA
# title: Independent assessors
# description: >-
#   Checks that people who did not build the system took part and that the last evaluation is recent; for a high-
#   risk system, that outside experts and communities were consulted.
# related_resources:
# - description: NIST AI 100-1, MEASURE 1.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_1_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 1.3")

not_applicable contains scope.only_designed("MEASURE 1.3")

findings contains finding.require_fact("performance.independent_evaluation", "MEASURE 1.3: assessors did not build the system")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MEASURE 1.3: assessments are regular") if scope.evaluable

findings contains finding.require_fact("lifecycle.experts_consulted", "MEASURE 1.3: high risk calls for outside consultation") if scope.high_risk

result := finding.decide(not_applicable, findings)
