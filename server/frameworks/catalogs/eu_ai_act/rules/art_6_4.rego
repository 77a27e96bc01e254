# METADATA
# title: Documented assessment of leaving the high-risk class
# description: A provider who relies on Article 6(3) must have the assessment on file.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 6(4)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_6_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.provider, scope.derogation_claimed])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("scope.annex_iii_exemption_documented", "Article 6(4)")

result := finding.decide(not_applicable, findings)
