# METADATA
# title: No prohibited practice
# description: >-
#   Every practice of Article 5 that the system performs fails. The screening must be recent, and emotion
#   recognition at work or in education needs its medical or safety reason.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 5(1), points (a) to (h)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_5_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.in_union, scope.not_retired])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.failed(sprintf("Article 5(1)(%s): the system performs %s", [points[practice], practice])) if {
	some practice in practices
}

duties contains finding.failed("Article 5(1): the system is stated to be prohibited") if {
	input.system.risk_tier == "prohibited"
}

duties contains finding.passed("Article 5(1): no prohibited practice is stated") if {
	is_array(stated)
	count(stated) == 0
}

duties contains finding.needs("Article 5(1): prohibited practices are not stated", ["fact:scope.prohibited_practices"]) if {
	stated == null
}

duties contains finding.require_within("scope.prohibited_practices_screened_on", 365, "Article 5, screened at least yearly")

duties contains finding.needs(emotion_question, ["evidence:legal_opinion"]) if {
	finding.fact("scope.emotion_recognition") == true
	work_or_education
	not "emotion_inference_at_work_or_school" in practices
	not duty.exception_documented("art_5_1")
}

work_or_education if finding.fact("scope.workplace_use") == true

work_or_education if some area in classification.areas & {"employment", "education"}

emotion_question := "Article 5(1)(f): emotions are inferred at work or in education; only medical or safety reasons allow it"

stated := finding.fact("scope.prohibited_practices")

practices contains practice if {
	is_array(stated)
	some practice in stated
}

points := {
	"subliminal_or_manipulative_techniques": "a",
	"exploitation_of_vulnerabilities": "b",
	"social_scoring": "c",
	"crime_prediction_by_profiling": "d",
	"untargeted_facial_image_scraping": "e",
	"emotion_inference_at_work_or_school": "f",
	"biometric_categorisation_of_sensitive_traits": "g",
	"real_time_remote_biometric_identification": "h",
}

result := finding.decide(not_applicable, findings)
