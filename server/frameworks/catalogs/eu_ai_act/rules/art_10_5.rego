# METADATA
# title: Special categories of data for bias work
# description: >-
#   Where special categories of data are processed, bias work on them must have its safeguards and its record of
#   necessity.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 10(5)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_10_5

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_provider,
	scope.when_true("scope.special_category_data", "Article 10(5): no special categories of personal data are processed"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("data.special_category_safeguards", "Article 10(5)(a) to (e)")

duties contains finding.require_evidence("data_governance_record", "Article 10(5)(f)")

result := finding.decide(not_applicable, findings)
