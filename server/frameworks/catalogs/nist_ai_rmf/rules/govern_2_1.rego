# METADATA
# title: Roles, responsibilities and lines of communication
# description: >-
#   Checks that roles and lines of communication are assigned and that those of ongoing monitoring are among them.
# related_resources:
# - description: NIST AI 100-1, GOVERN 2.1
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_2_1

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 2.1")

findings contains finding.require_fact("governance.roles_assigned", "GOVERN 2.1: roles and lines of communication are assigned")

findings contains finding.require_fact("governance.monitoring_roles_defined", "GOVERN 2.1: roles cover ongoing monitoring and review")

result := finding.decide(not_applicable, findings)
