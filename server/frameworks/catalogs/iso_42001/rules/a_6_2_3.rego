# METADATA
# title: Record of design decisions
# description: >-
#   Design and development choices are documented, with the tasks the system performs and the methods it uses.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.3
package syndic.frameworks.iso_42001.a_6_2_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.6.2.3")

findings contains finding.require_fact("documentation.design", "A.6.2.3") if scope.develops

findings contains finding.require_fact("documentation.tasks_and_methods", "A.6.2.3") if scope.develops

result := finding.decide(not_applicable, findings)
