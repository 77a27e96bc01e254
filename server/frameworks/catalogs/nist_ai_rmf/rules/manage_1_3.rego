# METADATA
# title: Responses to high-priority risks
# description: >-
#   Checks that responses are planned and, from testing on, that measures were adopted.
# related_resources:
# - description: NIST AI 100-1, MANAGE 1.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_1_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 1.3")

findings contains finding.require_fact("risk.responses_planned", "MANAGE 1.3: responses are planned and documented")

findings contains finding.require_fact("risk.measures_adopted", "MANAGE 1.3: responses are carried out") if scope.evaluable

result := finding.decide(not_applicable, findings)
