# METADATA
# title: Human oversight processes
# description: >-
#   Checks that processes are defined. Where output advises or decides about persons, overseers must be able to
#   override it and know automation bias; where it decides alone, they must be able to stop the system.
# related_resources:
# - description: NIST AI 100-1, MAP 3.5
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.map_3_5

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MAP 3.5")

findings contains scope.undecided("scope.decision_effect", "MAP 3.5")

findings contains finding.require_fact("oversight.processes_defined", "MAP 3.5: oversight processes are defined")

findings contains finding.require_fact("oversight.override_possible", "MAP 3.5: overseers can override output") if scope.affects_people

findings contains finding.require_fact("oversight.automation_bias_addressed", "MAP 3.5: overseers know automation bias") if scope.affects_people

findings contains finding.require_fact("oversight.stop_control", "MAP 3.5: overseers can stop a system that decides alone") if scope.decides_alone

result := finding.decide(not_applicable, findings)
