# METADATA
# title: AI literacy
# description: >-
#   A literacy programme must exist, its training must be recent and its reach known. No one trained fails; a low
#   share needs a training record.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 4
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_4

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

applicability := scope.every_of([scope.in_union, scope.not_retired, scope.holds({"provider", "deployer"})])

not_applicable contains reason if some reason in applicability.outside

findings contains found if some found in scope.weigh(applicability, duties)

duties contains finding.require_fact("people.literacy_programme", "Article 4")

duties contains finding.require_within("people.literacy_trained_on", 365, "Article 4, taken here as yearly training")

duties contains finding.needs("Article 4: the share of staff trained is not known", [sprintf("fact:%s", [share_path])]) if {
	share == null
}

duties contains finding.failed("Article 4: none of the staff concerned are trained") if share == 0

duties contains finding.require_evidence("training_record", low_share) if {
	is_number(share)
	share > 0
	share < 80
}

duties contains finding.passed(sprintf("Article 4: %v percent of the staff concerned are trained", [share])) if {
	is_number(share)
	share >= 80
}

share_path := "people.literacy_coverage_percent"

share := finding.fact("people.literacy_coverage_percent")

low_share := sprintf("Article 4: only %v percent of the staff concerned are trained", [share])

result := finding.decide(not_applicable, findings)
