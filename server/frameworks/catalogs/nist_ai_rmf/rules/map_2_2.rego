# METADATA
# title: Knowledge limits, use and oversight of output
# description: >-
#   Checks that limits and oversight processes are documented and, where others acquire the system, that
#   instructions for use reach them.
# related_resources:
# - description: NIST AI 100-1, MAP 2.2
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_2_2

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 2.2")

findings contains scope.undecided("scope.roles", "MAP 2.2")

findings contains finding.require_fact("documentation.limitations", "MAP 2.2: knowledge limits are documented")

findings contains finding.require_fact("oversight.processes_defined", "MAP 2.2: oversight of output is documented")

findings contains finding.require_fact("documentation.instructions_for_use", "MAP 2.2: those who acquire the system are instructed") if scope.supplies_others

result := finding.decide(not_applicable, findings)
