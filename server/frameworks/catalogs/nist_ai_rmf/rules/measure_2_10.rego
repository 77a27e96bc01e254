# METADATA
# title: Privacy risk
# description: >-
#   Applies when personal data are processed. Checks that privacy risk is examined and, for special categories of
#   data, that safeguards hold; a high-risk system must have an impact assessment on record.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.10
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_10

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.10")

not_applicable contains scope.without_personal_data("MEASURE 2.10")

findings contains scope.undecided("scope.personal_data", "MEASURE 2.10")

findings contains scope.undecided("scope.special_category_data", "MEASURE 2.10")

findings contains finding.require_fact("data.privacy_risk_assessed", "MEASURE 2.10: privacy risk is examined") if scope.personal_data

findings contains finding.require_fact("data.special_category_safeguards", "MEASURE 2.10: special categories of data are safeguarded") if {
	scope.personal_data
	scope.special_category_data
}

findings contains finding.require_evidence("impact_assessment", "MEASURE 2.10: high risk calls for an impact assessment") if {
	scope.personal_data
	scope.high_risk
}

result := finding.decide(not_applicable, findings)
