# METADATA
# title: Third-party risks and benefits
# description: >-
#   Applies when third-party data, models or services are used. Checks that they are monitored and controlled, that
#   suppliers are checked and that the contracts are on record.
# related_resources:
# - description: NIST AI 100-1, MANAGE 3.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_3_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 3.1")

not_applicable contains scope.without_third_parties("MANAGE 3.1")

findings contains scope.undecided("scope.third_party_components", "MANAGE 3.1")

findings contains finding.require_fact("suppliers.risks_monitored", "MANAGE 3.1: third-party resources are monitored and controlled") if scope.third_parties

findings contains finding.require_fact("suppliers.supplier_process", "MANAGE 3.1: suppliers are checked") if scope.third_parties

findings contains finding.require_evidence("supplier_contract", "MANAGE 3.1: controls are agreed by contract") if scope.third_parties

result := finding.decide(not_applicable, findings)
