# METADATA
# title: Synthetic content marked
# description: >-
#   Synthetic output must be marked in a machine-readable way, unless a legal opinion explains an exception.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 50(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_50_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.provider,
	scope.when_any_true(
		["scope.generates_content", "scope.deep_fakes"],
		"Article 50(2): no synthetic content is generated",
	),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("transparency.synthetic_content_marked", "art_50_2", "Article 50(2)")

result := finding.decide(not_applicable, findings)
