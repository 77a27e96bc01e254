# METADATA
# title: Written way of building responsibly
# description: >-
#   Development follows a written process with control of changes; where output bears on decisions, oversight is
#   designed in.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.1.3
package syndic.frameworks.iso_42001.a_6_1_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.6.1.3")

findings contains finding.require_fact("lifecycle.development_process", "A.6.1.3") if scope.develops

findings contains finding.require_fact("lifecycle.change_management", "A.6.1.3") if scope.develops

findings contains scope.undecided("scope.decision_effect", "A.6.1.3") if scope.develops

findings contains finding.require_fact("oversight.designed_in", "A.6.1.3 (affects decisions)") if {
	scope.develops
	scope.affects_decisions
}

result := finding.decide(not_applicable, findings)
