# METADATA
# title: Serious incidents reported
# description: No serious incident may be past its reporting time and unreported.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 73(1) and Article 3(49)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_73_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_once_placed.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_once_placed, duties)

duties contains duty.require_none("monitoring.serious_incidents_unreported", "Article 73(1)")

result := finding.decide(not_applicable, findings)
