# METADATA
# title: Emotion recognition and biometric categorisation disclosed
# description: >-
#   Persons exposed to emotion recognition or biometric categorisation must be told, unless a legal opinion explains
#   the exception.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 50(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_50_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([
	scope.deployer,
	scope.when_any_true(
		["scope.emotion_recognition", "scope.biometric_categorisation"],
		"Article 50(3): neither emotion recognition nor biometric categorisation",
	),
])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains duty.require_fact_or_exception("transparency.biometrics_disclosed", "art_50_3", "Article 50(3)")

result := finding.decide(not_applicable, findings)
