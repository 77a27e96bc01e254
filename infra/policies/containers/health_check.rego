# METADATA
# title: Images say how their health is found out
# description: >-
#   Docker and Compose cannot tell a process that hangs from one that works.
# custom:
#   severity: low
#   fix: >-
#     Add HEALTHCHECK to the last stage, or HEALTHCHECK NONE where a probe of the platform asks instead.
#   controls:
#     nist_800_53: [SI-13]
#     iso_27001: [A.8.6]
package syndic.policies.containers.health_check

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	stage.final
	count([instruction | some instruction in stage.instructions; instruction.instruction == "HEALTHCHECK"]) == 0
	found := finding.violation(stage.id, [stage.line], "it does not say how its health is found out")
}
