# METADATA
# title: Reporting times
# description: A procedure that reports serious incidents in time must exist and be on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 73(2) to (5), with Article 17(1)(i)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_73_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact("monitoring.serious_incident_procedure", "Article 73(2) to (5)")

duties contains finding.require_evidence("incident_procedure", "Article 73(2) to (5)")

result := finding.decide(not_applicable, findings)
