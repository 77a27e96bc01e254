# METADATA
# title: Classification
# description: >-
#   Whether the facts make a system high-risk under Article 6: "yes", "no" or "unknown". A system stated to be
#   high-risk is held to that statement; whether the statement has a basis is judged by the controls of Article 6.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 6 and Annex III
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.classification

import data.syndic.finding
import rego.v1

# Areas of Annex III the system falls under: those stated, and point 1 where it follows from what the system does.
areas contains area if {
	areas_stated
	some area in finding.fact("scope.annex_iii_areas")
}

areas contains "biometrics" if does_annex_iii_biometrics

areas_stated if is_array(finding.fact("scope.annex_iii_areas"))

# Annex III, point 1(a) and (c). Categorisation, point 1(b), is listed only for sensitive attributes: it must be stated.
does_annex_iii_biometrics if finding.fact("scope.remote_biometric_identification") == true

does_annex_iii_biometrics if finding.fact("scope.emotion_recognition") == true

# High-risk by either route of Article 6.
default high_risk := "unknown"

high_risk := "yes" if input.system.risk_tier == "high"

high_risk := "yes" if finding.fact("scope.annex_i_product") == true

high_risk := "yes" if annex_iii == "yes"

high_risk := "no" if {
	input.system.risk_tier != "high"
	finding.fact("scope.annex_i_product") == false
	annex_iii == "no"
}

# High-risk under Article 6(2): in an area of Annex III and not taken out of it by Article 6(3).
default annex_iii := "unknown"

annex_iii := "no" if {
	areas_stated
	count(areas) == 0
}

annex_iii := "yes" if {
	count(areas) > 0
	no_derogation
}

annex_iii := "no" if {
	count(areas) > 0
	not no_derogation
	derogation_complete
}

no_derogation if finding.fact("scope.annex_iii_exemption") == "none"

# Article 6(3), third subparagraph: a listed system that profiles natural persons is always high-risk.
no_derogation if finding.fact("scope.profiles_people") == true

# Article 6(3), first subparagraph: output that decides alone materially influences the outcome of the decision.
no_derogation if finding.fact("scope.decision_effect") == "automated"

# Article 6(3) is a claim to be made. Who states the system to be high-risk has not made it.
no_derogation if {
	finding.fact("scope.annex_iii_exemption") == null
	input.system.risk_tier == "high"
}

derogation_complete if {
	derogation_claimed
	finding.fact("scope.profiles_people") == false
	finding.known("scope.decision_effect")
}

derogation_claimed if {
	finding.known("scope.annex_iii_exemption")
	finding.fact("scope.annex_iii_exemption") != "none"
}

# The facts that would settle the route of Annex III.
annex_iii_questions contains "scope.annex_iii_areas" if {
	not areas_stated
	count(areas) == 0
}

annex_iii_questions contains "scope.annex_iii_exemption" if {
	count(areas) > 0
	not no_derogation
	not finding.known("scope.annex_iii_exemption")
}

annex_iii_questions contains path if {
	count(areas) > 0
	not no_derogation
	derogation_claimed
	some path in ["scope.profiles_people", "scope.decision_effect"]
	not finding.known(path)
}

# The facts that would settle either route.
high_risk_questions contains path if some path in annex_iii_questions

high_risk_questions contains "scope.annex_i_product" if not finding.known("scope.annex_i_product")
