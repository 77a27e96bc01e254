# METADATA
# title: Policy on third-party risks
# description: >-
#   Applies when third-party data, models or services are used. Checks the policy, the assessment of third parties'
#   rights, and that the contracts behind them are on record.
# related_resources:
# - description: NIST AI 100-1, GOVERN 6.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_6_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 6.1")

not_applicable contains scope.without_third_parties("GOVERN 6.1")

findings contains scope.undecided("scope.third_party_components", "GOVERN 6.1")

findings contains finding.require_fact("governance.third_party_policy", "GOVERN 6.1: a policy addresses third-party risks") if scope.third_parties

findings contains finding.require_fact("data.intellectual_property_assessed", "GOVERN 6.1: rights of third parties are assessed") if scope.third_parties

findings contains finding.require_evidence("supplier_contract", "GOVERN 6.1: the contract can be inspected") if scope.third_parties

result := finding.decide(not_applicable, findings)
