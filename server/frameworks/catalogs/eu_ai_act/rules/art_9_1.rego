# METADATA
# title: Risk management system
# description: A documented risk management process must exist and its file must be on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 9(1), with Article 16(a)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_9_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("risk.process_documented", "Article 9(1)")

duties contains finding.require_evidence("risk_management_file", "Article 9(1)")

result := finding.decide(not_applicable, findings)
