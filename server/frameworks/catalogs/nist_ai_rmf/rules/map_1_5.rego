# METADATA
# title: Risk tolerances
# description: >-
#   Checks that the tolerance is written down and that a policy or risk management file on record carries it.
# related_resources:
# - description: NIST AI 100-1, MAP 1.5
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_1_5

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 1.5")

findings contains finding.require_fact("governance.risk_tolerance_defined", "MAP 1.5: the risk tolerance is determined")

findings contains checks.require_any_evidence(["policy", "risk_management_file"], "MAP 1.5: the risk tolerance is documented")

result := finding.decide(not_applicable, findings)
