# METADATA
# title: Deep fakes disclosed
# description: Deep fakes must be disclosed, unless a legal opinion explains the exception.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 50(4), first subparagraph, and Article 3(60)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_50_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.deployer,
	scope.when_true("scope.deep_fakes", "Article 50(4): the system makes no deep fakes"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("transparency.deep_fakes_disclosed", "art_50_4", "Article 50(4)")

result := finding.decide(not_applicable, findings)
