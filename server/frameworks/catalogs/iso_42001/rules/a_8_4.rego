# METADATA
# title: Telling users about incidents
# description: >-
#   A plan says how incidents are communicated and a procedure is on record; open incidents are actually communicated.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.8.4
package syndic.frameworks.iso_42001.a_8_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.measures
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

findings contains finding.require_fact("transparency.incident_communication_plan", "A.8.4")

findings contains finding.require_evidence("incident_procedure", "A.8.4")

findings contains finding.require_fact("monitoring.incidents_shared", "A.8.4 (incidents open)") if {
	measures.incidents_open > 0
}

result := finding.decide(not_applicable, findings)
