# METADATA
# title: Environmental impact
# description: >-
#   Checks that the impact of training and operation is assessed and that the computing resources behind it are
#   documented.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.12
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_12

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.12")

findings contains finding.require_fact("performance.environmental_impact_assessed", "MEASURE 2.12: environmental impact is assessed")

findings contains finding.require_fact("documentation.computing_resources", "MEASURE 2.12: computing resources are documented")

result := finding.decide(not_applicable, findings)
