# METADATA
# title: Workers informed
# description: Where the system is used at the workplace, workers and their representatives must be informed.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(7)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_7

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_deployer,
	scope.when_true("scope.workplace_use", "Article 26(7): the system is not used at the workplace"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("transparency.workers_informed", "Article 26(7)")

result := finding.decide(not_applicable, findings)
