# METADATA
# title: Sustained value of deployed systems
# description: >-
#   Applies in production. Checks that such mechanisms exist, that operation, repair and updates are planned and
#   that results of monitoring were reviewed recently.
# related_resources:
# - description: NIST AI 100-1, MANAGE 2.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_2_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 2.2")

not_applicable contains scope.not_deployed("MANAGE 2.2")

findings contains finding.require_fact("monitoring.value_sustained", "MANAGE 2.2: mechanisms sustain the value")

findings contains finding.require_fact("lifecycle.operation_plan", "MANAGE 2.2: operation, repair and updates are planned")

findings contains finding.require_within("monitoring.reviewed_on", scope.review_days, "MANAGE 2.2: mechanisms are applied")

result := finding.decide(not_applicable, findings)
