# METADATA
# title: Conditions for release
# description: >-
#   A plan states what must hold before deployment; a high-risk system in operation has a recorded decision to
#   proceed.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.5
package syndic.frameworks.iso_42001.a_6_2_5

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

findings contains finding.require_fact("lifecycle.deployment_plan", "A.6.2.5")

findings contains finding.require_fact("risk.go_decision_recorded", "A.6.2.5 (high risk in operation)") if {
	scope.high_risk
	scope.operating
}

result := finding.decide(not_applicable, findings)
