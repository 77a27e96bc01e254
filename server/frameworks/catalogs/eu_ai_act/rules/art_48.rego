# METADATA
# title: CE marking
# description: The CE marking must be affixed.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 48, with Article 16(h)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_48

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_in_operation.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_in_operation, duties)

duties contains finding.require_fact("documentation.ce_marking", "Article 48")

result := finding.decide(not_applicable, findings)
