# METADATA
# title: Potential costs
# description: >-
#   Checks that costs are documented against a defined risk tolerance and, for a system in production, that realised
#   errors are known: the error rate was reported within 90 days.
# related_resources:
# - description: NIST AI 100-1, MAP 3.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_3_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 3.2")

findings contains finding.require_fact("risk.costs_documented", "MAP 3.2: costs are examined")

findings contains finding.require_fact("governance.risk_tolerance_defined", "MAP 3.2: costs are weighed against a risk tolerance")

findings contains finding.require_metric_reported("error_rate", scope.metric_days, "MAP 3.2: realised errors are known") if scope.deployed

result := finding.decide(not_applicable, findings)
