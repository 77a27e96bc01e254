# METADATA
# title: Disengagement and deactivation
# description: >-
#   Applies from testing on. Checks that the system can be deactivated by people assigned to do so, that a system
#   deciding alone can be stopped, and, in production, that its use is checked against the intended purpose.
# related_resources:
# - description: NIST AI 100-1, MANAGE 2.4
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.manage_2_4

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MANAGE 2.4")

not_applicable contains scope.before_testing("MANAGE 2.4")

findings contains scope.undecided("scope.decision_effect", "MANAGE 2.4")

findings contains finding.require_fact("monitoring.deactivation_possible", "MANAGE 2.4: the system can be deactivated")

findings contains finding.require_fact("governance.roles_assigned", "MANAGE 2.4: responsibilities are assigned")

findings contains finding.require_fact("oversight.stop_control", "MANAGE 2.4: a system that decides alone can be stopped") if scope.decides_alone

findings contains finding.require_fact("lifecycle.intended_use_monitored", "MANAGE 2.4: a mismatch with intended use would be noticed") if scope.deployed

result := finding.decide(not_applicable, findings)
