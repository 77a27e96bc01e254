# METADATA
# title: Prioritised treatment of risks
# description: >-
#   Checks that risks are documented, that their likelihood and magnitude are estimated and that they are
#   prioritised; a high-risk system must have its risk management file on record.
# related_resources:
# - description: NIST AI 100-1, MANAGE 1.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_1_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 1.2")

findings contains finding.require_fact("risk.risks_identified", "MANAGE 1.2: risks are documented")

findings contains finding.require_fact("risk.impact_likelihood_estimated", "MANAGE 1.2: impact and likelihood are estimated")

findings contains finding.require_fact("risk.prioritised", "MANAGE 1.2: treatment is prioritised")

findings contains finding.require_evidence("risk_management_file", "MANAGE 1.2: high risk calls for a risk management file") if scope.high_risk

result := finding.decide(not_applicable, findings)
