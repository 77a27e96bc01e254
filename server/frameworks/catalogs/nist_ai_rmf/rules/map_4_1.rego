# METADATA
# title: Risks of components and third-party rights
# description: >-
#   Applies when third-party data, models or services are used. Checks that the risks of each component are mapped,
#   that rights are assessed and that the provenance of data is recorded.
# related_resources:
# - description: NIST AI 100-1, MAP 4.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_4_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 4.1")

not_applicable contains scope.without_third_parties("MAP 4.1")

findings contains scope.undecided("scope.third_party_components", "MAP 4.1")

findings contains finding.require_fact("suppliers.component_risks_mapped", "MAP 4.1: risks of components are mapped") if scope.third_parties

findings contains finding.require_fact("data.intellectual_property_assessed", "MAP 4.1: rights of third parties are assessed") if scope.third_parties

findings contains finding.require_fact("data.provenance_recorded", "MAP 4.1: the origin of data is known") if scope.third_parties

result := finding.decide(not_applicable, findings)
