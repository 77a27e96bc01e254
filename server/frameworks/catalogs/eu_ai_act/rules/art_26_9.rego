# METADATA
# title: Data protection impact assessment
# description: >-
#   Where personal data are processed, privacy risk must be assessed and the assessment on record, unless a legal
#   opinion explains that none is due.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 26(9), with Article 35 of Regulation (EU) 2016/679
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_26_9

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.high_risk_deployer,
	scope.when_true("scope.personal_data", "Article 26(9): no personal data are processed"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("data.privacy_risk_assessed", "art_26_9", "Article 26(9)")

duties contains finding.require_evidence("impact_assessment", "Article 26(9)") if {
	finding.fact("data.privacy_risk_assessed") != false
}

result := finding.decide(not_applicable, findings)
