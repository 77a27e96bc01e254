# METADATA
# title: Level of risk management by risk tolerance
# description: >-
#   Checks that the tolerance is written down, that risks are prioritised by it, and, for a high-risk system, that
#   the fuller treatment it calls for is on record as a risk management file.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 1.3")

findings contains finding.require_fact("governance.risk_tolerance_defined", "GOVERN 1.3: the risk tolerance is written down")

findings contains finding.require_fact("risk.prioritised", "GOVERN 1.3: the effort follows the priority of risks")

findings contains finding.require_evidence("risk_management_file", "GOVERN 1.3: high risk calls for a risk management file") if scope.high_risk

result := finding.decide(not_applicable, findings)
