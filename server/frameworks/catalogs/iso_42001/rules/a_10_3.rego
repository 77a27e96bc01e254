# METADATA
# title: Checking suppliers
# description: >-
#   Suppliers are checked and what they supply is watched; pre-trained models stay under watch while the system runs.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.10.3
package syndic.frameworks.iso_42001.a_10_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

not_applicable contains "Nothing in the system is supplied by others: scope.third_party_components is false" if {
	scope.develops
	finding.fact("scope.third_party_components") == false
}

findings contains scope.roles_unknown("A.10.3")

findings contains scope.undecided("scope.third_party_components", "A.10.3") if scope.develops

findings contains finding.require_fact("suppliers.supplier_process", "A.10.3") if supplied

findings contains finding.require_fact("suppliers.risks_monitored", "A.10.3") if supplied

findings contains finding.require_fact("monitoring.pretrained_models_monitored", "A.10.3 (pre-trained models)") if {
	supplied
	scope.operating
	finding.fact("scope.pretrained_models") == true
}

# The system or parts of it come from others. A deployer who did not build the system always has a supplier.
supplied if {
	scope.develops
	finding.fact("scope.third_party_components") == true
}

supplied if {
	count(scope.roles) > 0
	not scope.develops
}

result := finding.decide(not_applicable, findings)
