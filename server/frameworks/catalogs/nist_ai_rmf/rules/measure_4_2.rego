# METADATA
# title: Measurement results validated by experts
# description: >-
#   Applies from testing on. Checks that experts confirmed the results, that the evaluation is recent and
#   documented, and, in production, that drift was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MEASURE 4.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_4_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 4.2")

not_applicable contains scope.before_testing("MEASURE 4.2")

findings contains finding.require_fact("performance.expert_feedback_collected", "MEASURE 4.2: experts confirm the results")

findings contains finding.require_fact("performance.evaluation_documented", "MEASURE 4.2: results are documented")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MEASURE 4.2: results are recent")

findings contains finding.require_metric_reported("drift", scope.metric_days, "MEASURE 4.2: consistency over time is measured") if scope.deployed

result := finding.decide(not_applicable, findings)
