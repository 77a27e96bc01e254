# METADATA
# title: Technical file for those who need it
# description: >-
#   Whoever develops the system keeps technical documentation on record, current while it runs and kept after it is
#   retired.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.7
package syndic.frameworks.iso_42001.a_6_2_7

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_records

findings contains scope.roles_unknown("A.6.2.7")

findings contains finding.require_fact("documentation.technical_documentation", "A.6.2.7") if scope.develops

findings contains finding.require_evidence("technical_documentation", "A.6.2.7") if scope.develops

findings contains finding.require_within(
	"documentation.technical_documentation_updated_on",
	scope.assessment_days,
	"A.6.2.7 (in operation)",
) if {
	scope.develops
	scope.operating
}

result := finding.decide(not_applicable, findings)
