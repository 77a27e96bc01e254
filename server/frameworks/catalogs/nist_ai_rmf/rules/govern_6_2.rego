# METADATA
# title: Contingency for third-party failures
# description: >-
#   Applies when third-party data, models or services are used. Checks that contingency processes exist and, for a
#   high-risk system in production, that it fails safely when a third party does.
# related_resources:
# - description: NIST AI 100-1, GOVERN 6.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_6_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 6.2")

not_applicable contains scope.without_third_parties("GOVERN 6.2")

findings contains scope.undecided("scope.third_party_components", "GOVERN 6.2")

findings contains finding.require_fact("governance.third_party_contingency", "GOVERN 6.2: contingency processes exist") if scope.third_parties

findings contains finding.require_fact("performance.fail_safe", "GOVERN 6.2: a high-risk system survives the failure of a third party") if {
	scope.third_parties
	scope.high_risk
	scope.deployed
}

result := finding.decide(not_applicable, findings)
