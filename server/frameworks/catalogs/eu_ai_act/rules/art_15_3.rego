# METADATA
# title: Declared accuracy
# description: Accuracy must be declared in instructions that are on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 15(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_15_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("performance.accuracy_declared", "Article 15(3)")

duties contains finding.require_evidence("instructions_for_use", "Article 15(3)")

result := finding.decide(not_applicable, findings)
