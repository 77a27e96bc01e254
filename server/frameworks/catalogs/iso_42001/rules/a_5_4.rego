# METADATA
# title: Effects on persons and groups
# description: >-
#   Effects on persons were assessed lately with their likelihood, with care for vulnerable groups and for privacy
#   where they apply.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.5.4
package syndic.frameworks.iso_42001.a_5_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_within("risk.impact_assessment_on", scope.assessment_days, "A.5.4")

findings contains finding.require_fact("risk.impact_likelihood_estimated", "A.5.4")

findings contains scope.undecided("scope.affected_groups", "A.5.4")

findings contains finding.require_fact("risk.vulnerable_groups_considered", "A.5.4 (affected groups)") if {
	some_group_is_affected
}

findings contains scope.undecided("scope.personal_data", "A.5.4")

findings contains finding.require_fact("data.privacy_risk_assessed", "A.5.4 (personal data)") if {
	finding.fact("scope.personal_data") == true
}

some_group_is_affected if {
	groups := finding.fact("scope.affected_groups")
	is_array(groups)
	count(groups) > 0
}

result := finding.decide(not_applicable, findings)
