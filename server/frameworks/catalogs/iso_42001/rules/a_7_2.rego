# METADATA
# title: Managing data used to build and improve
# description: >-
#   Data management is documented; personal data have their privacy risk assessed and sensitive data their safeguards.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.7.2
package syndic.frameworks.iso_42001.a_7_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.7.2")

findings contains finding.require_fact("data.governance_documented", "A.7.2") if scope.develops

findings contains scope.undecided("scope.personal_data", "A.7.2") if scope.develops

findings contains finding.require_fact("data.privacy_risk_assessed", "A.7.2 (personal data)") if {
	scope.develops
	finding.fact("scope.personal_data") == true
}

findings contains finding.require_fact("data.special_category_safeguards", "A.7.2 (special categories)") if {
	scope.develops
	finding.fact("scope.special_category_data") == true
}

# Only personal data can be of a special category.
findings contains scope.undecided("scope.special_category_data", "A.7.2") if {
	scope.develops
	finding.fact("scope.personal_data") == true
}

result := finding.decide(not_applicable, findings)
