# METADATA
# title: Safety
# description: >-
#   Applies from testing on. Checks safe failure, robustness, acceptance of residual risk against a defined
#   tolerance and a recent evaluation; in production also monitoring and the response to failures.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.6
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_6

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.6")

not_applicable contains scope.before_testing("MEASURE 2.6")

findings contains finding.require_fact("performance.fail_safe", "MEASURE 2.6: the system fails safely")

findings contains finding.require_fact("performance.robustness_tested", "MEASURE 2.6: robustness is tested")

findings contains finding.require_fact("risk.residual_risk_accepted", "MEASURE 2.6: residual risk is judged")

findings contains finding.require_fact("governance.risk_tolerance_defined", "MEASURE 2.6: there is a tolerance to judge by")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MEASURE 2.6: safety is evaluated regularly")

findings contains finding.require_fact("monitoring.production_monitored", "MEASURE 2.6: safety is monitored in operation") if scope.deployed

findings contains finding.require_fact("monitoring.incident_response_plan", "MEASURE 2.6: failures are responded to") if scope.deployed

result := finding.decide(not_applicable, findings)
