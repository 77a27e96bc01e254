# METADATA
# title: What users are told
# description: >-
#   Whoever supplies the system gives users its instructions and limits; persons who meet it are told that it is AI.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.8.2
package syndic.frameworks.iso_42001.a_8_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_testing

not_applicable contains "The organisation supplies the system to nobody and no person meets it" if {
	scope.roles_known
	not scope.supplies
	finding.fact("scope.interacts_with_people") == false
}

findings contains scope.undecided("scope.roles", "A.8.2")

findings contains finding.require_fact("documentation.instructions_for_use", "A.8.2") if scope.supplies

findings contains finding.require_fact("documentation.limitations", "A.8.2") if scope.supplies

findings contains scope.undecided("scope.interacts_with_people", "A.8.2")

findings contains finding.require_fact("transparency.users_informed_of_ai", "A.8.2 (interacts with people)") if {
	finding.fact("scope.interacts_with_people") == true
}

result := finding.decide(not_applicable, findings)
