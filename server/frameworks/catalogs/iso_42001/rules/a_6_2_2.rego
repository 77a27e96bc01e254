# METADATA
# title: Stated requirements
# description: Whoever develops the system specified its requirements and the purpose they serve.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.2
package syndic.frameworks.iso_42001.a_6_2_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.6.2.2")

findings contains finding.require_fact("documentation.requirements", "A.6.2.2") if scope.develops

findings contains finding.require_fact("documentation.intended_purpose", "A.6.2.2") if scope.develops

result := finding.decide(not_applicable, findings)
