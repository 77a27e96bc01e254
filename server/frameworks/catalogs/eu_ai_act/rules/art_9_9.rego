# METADATA
# title: Minors and other vulnerable groups
# description: Effects on minors and other vulnerable groups must have been considered.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 9(9)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_9_9

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("risk.vulnerable_groups_considered", "Article 9(9)")

result := finding.decide(not_applicable, findings)
