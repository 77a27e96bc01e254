# METADATA
# title: Competent overseers
# description: Overseers with authority must be assigned, and their proficiency defined and checked.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_deployer.outside

findings contains found if some found in scope.weigh(scope.high_risk_deployer, duties)

duties contains finding.require_fact("oversight.overseers_assigned", "Article 26(2)")

duties contains finding.require_fact("people.operator_proficiency_defined", "Article 26(2), competence and training")

result := finding.decide(not_applicable, findings)
