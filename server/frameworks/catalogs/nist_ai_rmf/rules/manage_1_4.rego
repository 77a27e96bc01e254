# METADATA
# title: Residual risk
# description: >-
#   Checks that residual risks are documented and judged and that limits are stated; where others acquire the
#   system, that instructions for use carry them on.
# related_resources:
# - description: NIST AI 100-1, MANAGE 1.4
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_1_4

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 1.4")

findings contains scope.undecided("scope.roles", "MANAGE 1.4")

findings contains finding.require_fact("risk.residual_risk_accepted", "MANAGE 1.4: residual risks are documented and judged")

findings contains finding.require_fact("documentation.limitations", "MANAGE 1.4: end users can learn the limits")

findings contains finding.require_fact("documentation.instructions_for_use", "MANAGE 1.4: those who acquire the system are told") if scope.supplies_others

result := finding.decide(not_applicable, findings)
