# METADATA
# title: Conformity assessment
# description: The conformity assessment must be completed; for biometrics and products its record must be at hand.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 43(1) to (3), with Article 16(f)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_43_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.high_risk_provider_in_operation.outside

findings contains found if some found in scope.weigh(scope.high_risk_provider_in_operation, duties)

duties contains finding.require_fact("documentation.conformity_assessed", "Article 43")

duties contains finding.require_evidence("audit_report", "Article 43(1), notified body or standards applied") if {
	"biometrics" in classification.areas
}

duties contains finding.require_evidence("audit_report", "Article 43(3), procedure of the product law") if {
	finding.fact("scope.annex_i_product") == true
}

result := finding.decide(not_applicable, findings)
