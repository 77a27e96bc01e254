# METADATA
# title: Teams document and communicate risks and impacts
# description: >-
#   Checks that risks are identified, that the impact assessment is less than a year old and on record, and that
#   interested parties are told.
# related_resources:
# - description: NIST AI 100-1, GOVERN 4.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_4_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 4.2")

findings contains finding.require_fact("risk.risks_identified", "GOVERN 4.2: risks are documented")

findings contains finding.require_fact("transparency.interested_parties_informed", "GOVERN 4.2: impacts are communicated")

findings contains finding.require_within("risk.impact_assessment_on", 365, "GOVERN 4.2: impacts are assessed yearly")

findings contains finding.require_evidence("impact_assessment", "GOVERN 4.2: the impact assessment can be inspected")

result := finding.decide(not_applicable, findings)
