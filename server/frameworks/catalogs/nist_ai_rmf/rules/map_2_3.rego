# METADATA
# title: Scientific integrity and evaluation considerations
# description: >-
#   Checks that verification and validation are planned with criteria, that metrics are selected, and that
#   collection and representativeness of data are documented.
# related_resources:
# - description: NIST AI 100-1, MAP 2.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_2_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 2.3")

findings contains finding.require_fact("lifecycle.verification_plan", "MAP 2.3: verification and validation are planned with criteria")

findings contains finding.require_fact("performance.metrics_selected", "MAP 2.3: what is measured is justified")

findings contains finding.require_fact("data.acquisition_documented", "MAP 2.3: collection and selection of data are documented")

findings contains finding.require_fact("data.representative", "MAP 2.3: data are representative and suitable")

result := finding.decide(not_applicable, findings)
