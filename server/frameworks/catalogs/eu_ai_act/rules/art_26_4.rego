# METADATA
# title: Relevant input data
# description: A deployer who controls the input data must check that they are relevant and representative.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(4)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_deployer,
	scope.when_true("data.input_controlled", "Article 26(4): the deployer does not control the input data"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("data.input_relevance_checked", "Article 26(4)")

result := finding.decide(not_applicable, findings)
