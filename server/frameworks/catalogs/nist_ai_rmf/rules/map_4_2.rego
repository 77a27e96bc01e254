# METADATA
# title: Internal controls for components
# description: >-
#   Applies when third-party data, models or services are used. Checks that components are listed, that measures
#   address their risks and that suppliers are held to responsible use.
# related_resources:
# - description: NIST AI 100-1, MAP 4.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_4_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 4.2")

not_applicable contains scope.without_third_parties("MAP 4.2")

findings contains scope.undecided("scope.third_party_components", "MAP 4.2")

findings contains finding.require_fact("documentation.resources", "MAP 4.2: components are listed") if scope.third_parties

findings contains finding.require_fact("risk.measures_adopted", "MAP 4.2: measures address the risks found") if scope.third_parties

findings contains finding.require_fact("suppliers.supplier_process", "MAP 4.2: suppliers are checked") if scope.third_parties

result := finding.decide(not_applicable, findings)
