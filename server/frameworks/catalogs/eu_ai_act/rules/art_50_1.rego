# METADATA
# title: Interaction with an AI system disclosed
# description: >-
#   People who interact with the system must be told that it is AI, unless a legal opinion explains an exception.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 50(1)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_50_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.provider,
	scope.when_true("scope.interacts_with_people", "Article 50(1): natural persons do not interact with the system"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("transparency.users_informed_of_ai", "art_50_1", "Article 50(1)")

result := finding.decide(not_applicable, findings)
