# METADATA
# title: Use according to the instructions
# description: The instructions must be followed and use checked to stay within the intended purpose.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_deployer.outside

findings contains found if some found in scope.weigh(scope.high_risk_deployer, duties)

duties contains finding.require_fact("oversight.instructions_followed", "Article 26(1)")

duties contains finding.require_fact("lifecycle.intended_use_monitored", "Article 26(1), measures to ensure it")

result := finding.decide(not_applicable, findings)
