# METADATA
# title: Inventory of what each stage needs
# description: Resources are documented, and where parts come from others, the risks of those parts are mapped too.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.4.2
package syndic.frameworks.iso_42001.a_4_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("documentation.resources", "A.4.2")

findings contains scope.undecided("scope.third_party_components", "A.4.2")

findings contains finding.require_fact("suppliers.component_risks_mapped", "A.4.2 (third-party components)") if {
	finding.fact("scope.third_party_components") == true
}

result := finding.decide(not_applicable, findings)
