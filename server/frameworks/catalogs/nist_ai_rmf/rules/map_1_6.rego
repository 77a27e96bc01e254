# METADATA
# title: Requirements and socio-technical design
# description: >-
#   Checks that requirements and design choices are documented, that impact on society was assessed, and, where
#   personal data are processed, that privacy risk was examined.
# related_resources:
# - description: NIST AI 100-1, MAP 1.6
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_1_6

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 1.6")

findings contains scope.undecided("scope.personal_data", "MAP 1.6")

findings contains finding.require_fact("documentation.requirements", "MAP 1.6: requirements are specified")

findings contains finding.require_fact("documentation.design", "MAP 1.6: design choices are documented")

findings contains finding.require_fact("risk.societal_impact_assessed", "MAP 1.6: socio-technical implications are considered")

findings contains finding.require_fact("data.privacy_risk_assessed", "MAP 1.6: privacy of users is among the requirements") if scope.personal_data

result := finding.decide(not_applicable, findings)
