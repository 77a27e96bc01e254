# METADATA
# title: Documentation kept for ten years
# description: Documentation must be kept for at least ten years, also after the system is retired.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 18(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_18_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_once_placed.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_once_placed, duties)

duties contains finding.require_at_least("documentation.retention_years", 10, "Article 18(1)")

result := finding.decide(not_applicable, findings)
