# METADATA
# title: Decision to proceed
# description: >-
#   Checks that the decision is recorded against a documented purpose and, from testing on, on a recent evaluation.
#   A system classified as prohibited may not proceed.
# related_resources:
# - description: NIST AI 100-1, MANAGE 1.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_1_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 1.1")

findings contains finding.require_fact("risk.go_decision_recorded", "MANAGE 1.1: the decision is recorded")

findings contains finding.require_fact("documentation.intended_purpose", "MANAGE 1.1: there is a purpose to achieve")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MANAGE 1.1: the decision rests on a recent evaluation") if scope.evaluable

findings contains finding.failed("MANAGE 1.1: the system is classified as prohibited and may not proceed") if {
	input.system.risk_tier == "prohibited"
}

result := finding.decide(not_applicable, findings)
