# METADATA
# title: Executive responsibility
# description: >-
#   Checks that a named executive is accountable and, once the system is in testing or production, that the decision
#   to proceed is on record.
# related_resources:
# - description: NIST AI 100-1, GOVERN 2.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_2_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 2.3")

findings contains finding.require_fact("governance.accountable_executive", "GOVERN 2.3: a named executive is accountable")

findings contains finding.require_fact("risk.go_decision_recorded", "GOVERN 2.3: the decision to proceed is recorded") if scope.evaluable

result := finding.decide(not_applicable, findings)
