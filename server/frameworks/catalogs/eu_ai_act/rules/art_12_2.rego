# METADATA
# title: Traceable functioning
# description: Logs must allow risks and substantial modifications to be traced; a sample must show it.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 12(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_12_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("logging.traceable", "Article 12(2)")

duties contains finding.require_evidence("log_sample", "Article 12(2)")

result := finding.decide(not_applicable, findings)
