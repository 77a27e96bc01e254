# METADATA
# title: Verification by two persons
# description: >-
#   Remote biometric identifications must be verified by two persons. Only in law enforcement and migration can an
#   exception hold.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 14(5) and Annex III, point 1(a)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_14_5

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.in_union,
	scope.not_retired,
	scope.holds({"provider", "deployer"}),
	scope.high_risk,
	scope.when_true("scope.remote_biometric_identification", "Article 14(5): no remote biometric identification"),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("oversight.two_person_verification", "Article 14(5)") if not law_may_lift

duties contains duty.require_fact_or_exception("oversight.two_person_verification", "art_14_5", "Article 14(5)") if {
	law_may_lift
}

law_may_lift if some area in classification.areas & {"law_enforcement", "migration"}

result := finding.decide(not_applicable, findings)
