# METADATA
# title: Aims that guide use
# description: Whoever uses the system defined what responsible use of it is meant to achieve.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.9.3
package syndic.frameworks.iso_42001.a_9_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_use

findings contains scope.roles_unknown("A.9.3")

findings contains finding.require_fact("lifecycle.responsible_use_objectives", "A.9.3") if scope.uses

result := finding.decide(not_applicable, findings)
