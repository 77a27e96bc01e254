# METADATA
# title: How data are made ready
# description: Cleaning, labelling and other preparation of data are documented with their methods.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.7.6
package syndic.frameworks.iso_42001.a_7_6

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.7.6")

findings contains finding.require_fact("data.preparation_documented", "A.7.6") if scope.develops

result := finding.decide(not_applicable, findings)
