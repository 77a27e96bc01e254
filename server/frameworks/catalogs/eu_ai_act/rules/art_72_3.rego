# METADATA
# title: Post-market monitoring plan
# description: A post-market monitoring plan must be part of the documentation and on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 72(3) and Annex IV, point 9
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_72_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("monitoring.post_market_plan", "Article 72(3)")

duties contains finding.require_evidence("post_market_plan", "Article 72(3)")

result := finding.decide(not_applicable, findings)
