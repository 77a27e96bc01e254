# METADATA
# title: Explanation of individual decisions
# description: >-
#   Affected persons must be able to obtain an explanation, unless a legal opinion explains an exception in law.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 86(1) and (2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_86_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.annex_iii_deployer,
	scope.beyond_critical_infrastructure("Article 86(1)"),
	scope.takes_part_in_decisions("Article 86(1)"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("transparency.explanation_available", "art_86_1", "Article 86(1)")

result := finding.decide(not_applicable, findings)
