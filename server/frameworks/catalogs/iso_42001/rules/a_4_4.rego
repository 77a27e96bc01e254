# METADATA
# title: Tools and methods relied on
# description: >-
#   Tooling is documented; whoever develops the system also documents the tools and metrics of its evaluation.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.4.4
package syndic.frameworks.iso_42001.a_4_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("documentation.tooling_resources", "A.4.4")

findings contains scope.undecided("scope.roles", "A.4.4")

findings contains finding.require_fact("performance.evaluation_documented", "A.4.4 (tools of evaluation)") if {
	scope.develops
}

result := finding.decide(not_applicable, findings)
