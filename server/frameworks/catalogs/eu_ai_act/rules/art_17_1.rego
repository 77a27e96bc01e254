# METADATA
# title: Quality management system
# description: >-
#   A quality management system with written policies must exist and cover the aspects that facts describe.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 17(1)(a) to (m)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_17_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider, duties)

duties contains finding.require_fact(path, citation) if some path, citation in aspects

duties contains finding.require_evidence("policy", "Article 17(1), written policies, procedures and instructions")

aspects := {
	"governance.quality_management_system": "Article 17(1)",
	"governance.legal_requirements_identified": "Article 17(1)(a), strategy for compliance",
	"lifecycle.change_management": "Article 17(1)(a), management of modifications",
	"lifecycle.development_process": "Article 17(1)(b) and (c)",
	"lifecycle.verification_plan": "Article 17(1)(d)",
	"documentation.requirements": "Article 17(1)(e)",
	"data.governance_documented": "Article 17(1)(f)",
	"risk.process_documented": "Article 17(1)(g)",
	"monitoring.post_market_plan": "Article 17(1)(h)",
	"monitoring.serious_incident_procedure": "Article 17(1)(i)",
	"governance.roles_assigned": "Article 17(1)(m)",
}

result := finding.decide(not_applicable, findings)
