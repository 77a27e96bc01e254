# METADATA
# title: Where data come from and why
# description: Acquisition and selection are documented; what third parties supplied has its rights assessed.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.7.3
package syndic.frameworks.iso_42001.a_7_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.7.3")

findings contains finding.require_fact("data.acquisition_documented", "A.7.3") if scope.develops

findings contains scope.undecided("scope.third_party_components", "A.7.3") if scope.develops

findings contains finding.require_fact(
	"data.intellectual_property_assessed",
	"A.7.3 (third-party data or models)",
) if {
	scope.develops
	finding.fact("scope.third_party_components") == true
}

result := finding.decide(not_applicable, findings)
