# METADATA
# title: AI policy and other policies agree
# description: >-
#   The policy was checked against the other policies it touches. Without a policy there is nothing to align.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.2.3
package syndic.frameworks.iso_42001.a_2_3

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("governance.policy_aligned_with_other_policies", "A.2.3")

findings contains finding.failed("A.2.3: governance.policy_approved is false, so there is no AI policy to align") if {
	finding.fact("governance.policy_approved") == false
}

result := finding.decide(not_applicable, findings)
