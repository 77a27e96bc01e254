# METADATA
# title: High-risk by an area of Annex III
# description: >-
#   The stated risk tier and areas must agree with Annex III: a listed use that Article 6(3) does not take out must
#   be classed as high-risk.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 6(2) and (3) and Annex III
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_6_2

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.in_union, scope.not_retired, listed_or_unfounded])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.passed(sprintf("Article 6(2): in %s, classed as %s", [areas, input.system.risk_tier])) if {
	classification.annex_iii == "yes"
	input.system.risk_tier in {"high", "prohibited"}
}

duties contains finding.failed(sprintf("Article 6(2): in %s, so high-risk, not %s", [areas, input.system.risk_tier])) if {
	classification.annex_iii == "yes"
	input.system.risk_tier in {"limited", "minimal"}
}

duties contains finding.passed(sprintf("Article 6(3): in %s, but taken out of the high-risk class", [areas])) if {
	listed
	classification.annex_iii == "no"
}

duties contains finding.needs(reason, [sprintf("fact:%s", [path]) | some path in sort(classification.annex_iii_questions)]) if {
	classification.annex_iii == "unknown"
	reason := sprintf("Article 6(2): in %s; not known whether Article 6(3) takes it out", [areas])
}

duties contains finding.failed("Annex III, point 1: a biometric use, yet biometrics is not among the stated areas") if {
	classification.areas_stated
	classification.does_annex_iii_biometrics
	not "biometrics" in finding.fact("scope.annex_iii_areas")
}

duties contains finding.require_evidence("legal_opinion", "Article 6: high-risk without an area or a product; say why") if {
	unfounded
	finding.fact("scope.annex_i_product") == false
}

duties contains finding.needs("Article 6(1): high-risk without an area; a product?", ["fact:scope.annex_i_product"]) if {
	unfounded
	finding.fact("scope.annex_i_product") == null
}

listed if count(classification.areas) > 0

# Stated to be high-risk although no area is stated and no product either.
unfounded if {
	not listed
	classification.areas_stated
	input.system.risk_tier == "high"
	finding.fact("scope.annex_i_product") != true
}

listed_or_unfounded := scope.met if listed

listed_or_unfounded := scope.met if unfounded

listed_or_unfounded := scope.not_met("Article 6(2): the system is in no area of Annex III") if {
	not listed
	classification.areas_stated
	not unfounded
}

listed_or_unfounded := scope.undecided("Article 6(2): the areas of Annex III are not stated", ["scope.annex_iii_areas"]) if {
	not listed
	not classification.areas_stated
}

areas := concat(", ", sort(classification.areas))

result := finding.decide(not_applicable, findings)
