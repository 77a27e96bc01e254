# METADATA
# title: Registration by public authorities
# description: A public authority must have its use registered, with the record at hand.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(8) and Article 49(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_8

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.annex_iii_deployer,
	scope.beyond_critical_infrastructure("Article 49(3)"),
	scope.when_true("scope.public_authority_deployer", "Article 26(8): the deployer is no public authority or Union body"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("documentation.registered_in_eu_database", "Article 26(8) and Article 49(3)")

duties contains finding.require_evidence("registration_record", "Article 49(3)")

result := finding.decide(not_applicable, findings)
