# METADATA
# title: Relevant and representative data
# description: Quality criteria must be defined and met, and the data shown to be representative.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 10(3) and (4)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_10_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("data.quality_criteria_defined", "Article 10(3), first sentence")

duties contains finding.require_fact("data.representative", "Article 10(3) and (4)")

result := finding.decide(not_applicable, findings)
