# METADATA
# title: Designed for human oversight
# description: Oversight must be designed in, and its measures defined and documented.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 14(1) to (3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_14_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("oversight.designed_in", "Article 14(1)")

duties contains finding.require_fact("oversight.processes_defined", "Article 14(3)")

result := finding.decide(not_applicable, findings)
