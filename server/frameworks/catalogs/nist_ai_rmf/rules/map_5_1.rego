# METADATA
# title: Likelihood and magnitude of impacts
# description: >-
#   Checks that likelihood and magnitude are estimated, benefits documented and misuse considered, and that an
#   impact assessment of the last year is on record.
# related_resources:
# - description: NIST AI 100-1, MAP 5.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_5_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 5.1")

findings contains finding.require_fact("risk.impact_likelihood_estimated", "MAP 5.1: likelihood and magnitude are estimated")

findings contains finding.require_fact("risk.benefits_documented", "MAP 5.1: beneficial impacts are included")

findings contains finding.require_fact("risk.misuse_considered", "MAP 5.1: foreseeable use and misuse are considered")

findings contains finding.require_within("risk.impact_assessment_on", 365, "MAP 5.1: impacts are assessed yearly")

findings contains finding.require_evidence("impact_assessment", "MAP 5.1: the impact assessment can be inspected")

result := finding.decide(not_applicable, findings)
