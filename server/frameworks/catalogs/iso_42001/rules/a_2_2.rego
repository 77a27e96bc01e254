# METADATA
# title: A written AI policy in force
# description: Top management approved an AI policy, and the policy itself is on record.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.2.2
package syndic.frameworks.iso_42001.a_2_2

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

findings contains finding.require_fact("governance.policy_approved", "A.2.2")

findings contains finding.require_evidence("policy", "A.2.2")

result := finding.decide(not_applicable, findings)
