# METADATA
# title: Effects on society at large
# description: >-
#   Effects on society were assessed; a system built on a general-purpose model also accounts for its environmental
#   cost.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.5.5
package syndic.frameworks.iso_42001.a_5_5

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("risk.societal_impact_assessed", "A.5.5")

findings contains scope.undecided("scope.general_purpose_model", "A.5.5")

findings contains finding.require_fact("performance.environmental_impact_assessed", "A.5.5 (general-purpose model)") if {
	finding.fact("scope.general_purpose_model") == true
}

result := finding.decide(not_applicable, findings)
