# METADATA
# title: Grounds for leaving the high-risk class
# description: >-
#   A derogation is relied on: it cannot hold for a system that profiles natural persons or whose output decides
#   alone.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 6(3)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_6_3

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.in_union, scope.not_retired, scope.derogation_claimed])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.failed("Article 6(3), third subparagraph: a system that profiles natural persons is always high-risk") if {
	finding.fact("scope.profiles_people") == true
}

duties contains finding.passed("Article 6(3), third subparagraph: no profiling of natural persons") if {
	finding.fact("scope.profiles_people") == false
}

duties contains finding.needs("Article 6(3), third subparagraph: not known whether it profiles", ["fact:scope.profiles_people"]) if {
	finding.fact("scope.profiles_people") == null
}

duties contains finding.failed("Article 6(3), first subparagraph: output that decides alone materially influences decisions") if {
	finding.fact("scope.decision_effect") == "automated"
}

duties contains finding.passed("Article 6(3), first subparagraph: output does not decide alone") if {
	finding.fact("scope.decision_effect") in {"none", "advisory"}
}

duties contains finding.needs("Article 6(3), first subparagraph: effect on decisions not known", ["fact:scope.decision_effect"]) if {
	finding.fact("scope.decision_effect") == null
}

result := finding.decide(not_applicable, findings)
