# METADATA
# title: What customers need
# description: Whoever supplies the system considered what customers expect, and hears from them once it is in use.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.10.4
package syndic.frameworks.iso_42001.a_10_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_supply

findings contains scope.roles_unknown("A.10.4")

findings contains finding.require_fact("suppliers.customer_expectations", "A.10.4") if scope.supplies

findings contains finding.require_fact("monitoring.feedback_collected", "A.10.4 (in operation)") if {
	scope.supplies
	scope.operating
}

result := finding.decide(not_applicable, findings)
