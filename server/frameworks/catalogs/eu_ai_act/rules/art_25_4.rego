# METADATA
# title: Agreements with suppliers
# description: >-
#   Third-party components need written agreements, unless a legal opinion explains that the open-source exception
#   covers them.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 25(4)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_25_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_provider,
	scope.when_true("scope.third_party_components", "Article 25(4): no third-party components"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("suppliers.responsibilities_allocated", "art_25_4", "Article 25(4)")

duties contains finding.require_evidence("supplier_contract", "Article 25(4), written agreement") if {
	finding.fact("suppliers.responsibilities_allocated") != false
}

result := finding.decide(not_applicable, findings)
