# METADATA
# title: Resources and alternatives without AI
# description: >-
#   Checks that alternatives without AI were considered and that treatment follows the resources available.
# related_resources:
# - description: NIST AI 100-1, MANAGE 2.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_2_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 2.1")

findings contains finding.require_fact("risk.alternatives_considered", "MANAGE 2.1: alternatives without AI are considered")

findings contains finding.require_fact("risk.prioritised", "MANAGE 2.1: resources are taken into account")

result := finding.decide(not_applicable, findings)
