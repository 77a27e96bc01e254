# METADATA
# title: Registration of systems taken out of the high-risk class
# description: >-
#   A system for which Article 6(3) is relied on must be registered in the EU database, with the record at hand.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 49(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_49_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.provider, scope.in_operation, scope.derogation_claimed])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("documentation.registered_in_eu_database", "Article 49(2)")

duties contains finding.require_evidence("registration_record", "Article 49(2)")

result := finding.decide(not_applicable, findings)
