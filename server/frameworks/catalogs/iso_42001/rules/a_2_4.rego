# METADATA
# title: AI policy kept current
# description: >-
#   The policy was reviewed within the last year, the platform's default for the interval the organisation plans.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.2.4
package syndic.frameworks.iso_42001.a_2_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_within("governance.policy_reviewed_on", 365, "A.2.4")

findings contains finding.failed(
	"A.2.4: governance.policy_approved is false, so there is no AI policy to review",
) if {
	finding.fact("governance.policy_approved") == false
}

result := finding.decide(not_applicable, findings)
