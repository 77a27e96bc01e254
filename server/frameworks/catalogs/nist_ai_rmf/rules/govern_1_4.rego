# METADATA
# title: Transparent risk management process
# description: >-
#   Checks that the process is documented, that an approved policy reviewed within a year carries it, and that the
#   policy is on record.
# related_resources:
# - description: NIST AI 100-1, GOVERN 1.4
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_1_4

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 1.4")

findings contains finding.require_fact("governance.policy_approved", "GOVERN 1.4: an approved policy carries the process")

findings contains finding.require_fact("risk.process_documented", "GOVERN 1.4: the process is documented")

findings contains finding.require_within("governance.policy_reviewed_on", 365, "GOVERN 1.4: the policy is reviewed yearly")

findings contains finding.require_evidence("policy", "GOVERN 1.4: the policy can be inspected")

result := finding.decide(not_applicable, findings)
