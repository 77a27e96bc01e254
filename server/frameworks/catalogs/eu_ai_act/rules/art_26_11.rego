# METADATA
# title: Persons told of decisions
# description: >-
#   Persons about whom the system decides or advises must be told, with a legal exception in law enforcement only.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(11)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_11

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.annex_iii_deployer, scope.takes_part_in_decisions("Article 26(11)")])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("transparency.affected_persons_informed", "Article 26(11)") if not law_enforcement

duties contains duty.require_fact_or_exception("transparency.affected_persons_informed", "art_26_11", "Article 26(11)") if {
	law_enforcement
}

law_enforcement if "law_enforcement" in classification.areas

result := finding.decide(not_applicable, findings)
