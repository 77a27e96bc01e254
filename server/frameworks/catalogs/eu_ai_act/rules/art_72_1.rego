# METADATA
# title: Post-market monitoring system
# description: >-
#   The system must be monitored in production, results reviewed within a year and a report be on record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 72(1) and (2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_72_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_in_operation.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_in_operation, duties)

duties contains finding.require_fact("monitoring.production_monitored", "Article 72(1)")

duties contains finding.require_within("monitoring.reviewed_on", 365, "Article 72(2), analysed at least yearly")

duties contains finding.require_evidence("monitoring_report", "Article 72(2)")

result := finding.decide(not_applicable, findings)
