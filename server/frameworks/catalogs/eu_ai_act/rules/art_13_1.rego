# METADATA
# title: Interpretable operation
# description: The model must be explained and its output interpreted in context.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 13(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_13_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("documentation.explanation", "Article 13(1)")

result := finding.decide(not_applicable, findings)
