# METADATA
# title: Who answers for what
# description: >-
#   Wherever others take part in the life of the system, responsibilities are allocated, and a contract shows it where
#   they supply.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.10.2
package syndic.frameworks.iso_42001.a_10_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

not_applicable contains "The organisation builds and uses the system alone" if {
	scope.develops
	scope.uses
	finding.fact("scope.third_party_components") == false
}

findings contains scope.roles_unknown("A.10.2")

findings contains finding.require_fact("suppliers.responsibilities_allocated", "A.10.2") if {
	scope.roles_known
	others_take_part
}

findings contains scope.undecided("scope.third_party_components", "A.10.2") if scope.develops

findings contains finding.require_evidence("supplier_contract", "A.10.2 (others supply)") if {
	scope.roles_known
	others_supply
}

others_supply if finding.fact("scope.third_party_components") == true

others_supply if not scope.develops

others_take_part if others_supply

others_take_part if not scope.uses

result := finding.decide(not_applicable, findings)
