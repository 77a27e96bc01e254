# METADATA
# title: Fundamental rights impact assessment
# description: >-
#   The assessment must be made and on record, and name groups affected, oversight and a way to complain.
# related_resources:
# - description: Regulation (EU) 2024/1689, Article 27(1)(c), (e) and (f) and Article 27(2)
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.art_27_1

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.duty
import data.syndic.frameworks.eu_ai_act.scope
import rego.v1

not_applicable contains reason if some reason in scope.fundamental_rights_deployer.outside

findings contains found if some found in scope.weigh(scope.fundamental_rights_deployer, duties)

duties contains duty.require_current("risk.fundamental_rights_assessment_on", 365, "Article 27(1) and (2)")

duties contains finding.require_evidence("impact_assessment", "Article 27(1)")

duties contains finding.require_fact("oversight.overseers_assigned", "Article 27(1)(e)")

duties contains finding.require_fact("transparency.appeal_process", "Article 27(1)(f), complaint mechanisms")

duties contains finding.passed("Article 27(1)(c): groups of persons affected are named") if {
	is_array(groups)
	count(groups) > 0
}

duties contains finding.failed("Article 27(1)(c): no group of persons affected is named") if {
	is_array(groups)
	count(groups) == 0
}

duties contains finding.needs("Article 27(1)(c): groups of persons affected are not known", ["fact:scope.affected_groups"]) if {
	groups == null
}

groups := finding.fact("scope.affected_groups")

result := finding.decide(not_applicable, findings)
