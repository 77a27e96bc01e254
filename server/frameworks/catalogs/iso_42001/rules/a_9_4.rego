# METADATA
# title: Staying within the purpose
# description: >-
#   The purpose is documented and use is checked against it; users of another's system also follow its instructions.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.9.4
package syndic.frameworks.iso_42001.a_9_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_use

not_applicable contains reason if some reason in scope.outside_testing

findings contains scope.roles_unknown("A.9.4")

findings contains finding.require_fact("documentation.intended_purpose", "A.9.4") if scope.uses

findings contains finding.require_fact("lifecycle.intended_use_monitored", "A.9.4") if scope.uses

findings contains finding.require_fact("oversight.instructions_followed", "A.9.4 (supplied by another)") if {
	scope.uses
	not scope.develops
}

result := finding.decide(not_applicable, findings)
