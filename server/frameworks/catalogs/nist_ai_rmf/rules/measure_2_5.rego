# METADATA
# title: Validity and reliability
# description: >-
#   Applies from testing on. Checks that robustness was tested, that the evaluation is recent, that limits of
#   validity are documented and that accuracy was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.5
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_5

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.5")

not_applicable contains scope.before_testing("MEASURE 2.5")

findings contains finding.require_fact("performance.robustness_tested", "MEASURE 2.5: reliability is tested")

findings contains finding.require_fact("performance.generalisation_limits_documented", "MEASURE 2.5: limits of validity are documented")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MEASURE 2.5: the demonstration is recent")

findings contains finding.require_metric_reported("accuracy", scope.metric_days, "MEASURE 2.5: validity is measured")

result := finding.decide(not_applicable, findings)
