# METADATA
# title: Measures and acceptable residual risk
# description: Measures must be adopted and the residual risk documented and judged acceptable.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 9(2)(d) and (5)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_9_5

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("risk.measures_adopted", "Article 9(2)(d) and (5)")

duties contains finding.require_fact("risk.residual_risk_accepted", "Article 9(5), first subparagraph")

result := finding.decide(not_applicable, findings)
