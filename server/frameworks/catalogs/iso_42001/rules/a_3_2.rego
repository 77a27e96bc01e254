# METADATA
# title: Responsibilities for AI are assigned
# description: >-
#   Roles are assigned; a high-risk system has an accountable executive, and a running system has people who watch it.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.3.2
package syndic.frameworks.iso_42001.a_3_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("governance.roles_assigned", "A.3.2")

findings contains finding.require_fact("governance.accountable_executive", "A.3.2 (high risk)") if scope.high_risk

findings contains finding.require_fact("governance.monitoring_roles_defined", "A.3.2 (in operation)") if {
	scope.operating
}

result := finding.decide(not_applicable, findings)
