# METADATA
# title: EU declaration of conformity
# description: The EU declaration of conformity must be drawn up and on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 47(1), with Article 16(g)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_47_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_in_operation.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_in_operation, duties)

duties contains finding.require_fact("documentation.declaration_of_conformity", "Article 47(1)")

duties contains finding.require_evidence("conformity_declaration", "Article 47(1)")

result := finding.decide(not_applicable, findings)
