# METADATA
# title: Roles in human-AI configurations
# description: >-
#   Checks that roles are assigned and oversight processes are defined; where output advises or decides about
#   persons, competent overseers must be assigned once the system is tested or used.
# related_resources:
# - description: NIST AI 100-1, GOVERN 3.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.govern_3_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("GOVERN 3.2")

findings contains scope.undecided("scope.decision_effect", "GOVERN 3.2")

findings contains finding.require_fact("governance.roles_assigned", "GOVERN 3.2: roles are assigned")

findings contains finding.require_fact("oversight.processes_defined", "GOVERN 3.2: oversight is defined")

findings contains finding.require_fact("oversight.overseers_assigned", "GOVERN 3.2: overseers are assigned") if {
	scope.affects_people
	scope.evaluable
}

result := finding.decide(not_applicable, findings)
