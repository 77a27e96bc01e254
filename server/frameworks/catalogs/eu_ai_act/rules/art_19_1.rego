# METADATA
# title: Logs kept by the provider
# description: >-
#   Logs under the provider's control must be kept for at least six months, unless a legal opinion explains why law
#   demands less.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 19(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_19_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_provider_once_placed,
	scope.when_true("logging.controlled", "Article 19(1): the logs are not under the organisation's control"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_log_retention("art_19_1", "Article 19(1), at least six months")

result := finding.decide(not_applicable, findings)
