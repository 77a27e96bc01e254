# METADATA
# title: Proficiency of operators and practitioners
# description: >-
#   Checks that proficiency is defined and checked, that competences are documented, and, for a system in
#   production, that training was held within a year.
# related_resources:
# - description: NIST AI 100-1, MAP 3.4
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_3_4

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 3.4")

findings contains finding.require_fact("people.operator_proficiency_defined", "MAP 3.4: proficiency is defined and checked")

findings contains finding.require_fact("people.competences_documented", "MAP 3.4: competences are documented")

findings contains finding.require_within("people.literacy_trained_on", 365, "MAP 3.4: proficiency is kept up yearly") if scope.deployed

result := finding.decide(not_applicable, findings)
