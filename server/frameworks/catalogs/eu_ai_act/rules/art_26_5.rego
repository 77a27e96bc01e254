# METADATA
# title: Monitoring and reporting by the deployer
# description: >-
#   Operation must be monitored, use must be suspendable, and serious incidents must have a procedure and none be
#   unreported.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(5)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_5

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_deployer.outside

findings contains found if some found in scope.weigh(scope.high_risk_deployer, duties)

duties contains finding.require_fact("monitoring.production_monitored", "Article 26(5), first sentence")

duties contains finding.require_fact("monitoring.deactivation_possible", "Article 26(5), suspension of use")

duties contains finding.require_fact("monitoring.serious_incident_procedure", "Article 26(5), serious incidents")

duties contains duty.require_none("monitoring.serious_incidents_unreported", "Article 26(5), serious incidents unreported")

result := finding.decide(not_applicable, findings)
