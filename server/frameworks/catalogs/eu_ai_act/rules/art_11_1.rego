# METADATA
# title: Technical documentation
# description: >-
#   Technical documentation must exist and be on record. An update older than a year must be confirmed as current.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 11(1) and Annex IV
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_11_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("documentation.technical_documentation", "Article 11(1), first subparagraph")

duties contains duty.require_current("documentation.technical_documentation_updated_on", 365, "Article 11(1), up to date")

duties contains finding.require_evidence("technical_documentation", "Article 11(1) and Annex IV")

result := finding.decide(not_applicable, findings)
