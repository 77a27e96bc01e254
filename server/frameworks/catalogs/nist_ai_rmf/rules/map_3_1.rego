# METADATA
# title: Potential benefits
# description: >-
#   Checks that benefits are documented and that the intended purpose they are measured against is, too.
# related_resources:
# - description: NIST AI 100-1, MAP 3.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_3_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 3.1")

findings contains finding.require_fact("risk.benefits_documented", "MAP 3.1: benefits are examined")

findings contains finding.require_fact("documentation.intended_purpose", "MAP 3.1: the intended functionality is documented")

result := finding.decide(not_applicable, findings)
