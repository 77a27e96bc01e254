# METADATA
# title: People and skills relied on
# description: >-
#   The competences the system needs are documented; once it runs, the proficiency of its operators is defined and
#   checked.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.4.6
package syndic.frameworks.iso_42001.a_4_6

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("people.competences_documented", "A.4.6")

findings contains finding.require_fact("people.operator_proficiency_defined", "A.4.6 (in operation)") if {
	scope.operating
}

result := finding.decide(not_applicable, findings)
