# METADATA
# title: Aims that guide development
# description: Whoever develops the system defined aims for responsible development and follows them.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.1.2
package syndic.frameworks.iso_42001.a_6_1_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.6.1.2")

findings contains finding.require_fact("lifecycle.objectives_defined", "A.6.1.2") if scope.develops

result := finding.decide(not_applicable, findings)
