# METADATA
# title: No sudo in images
# description: >-
#   It is a way back to root, and a way of its own for signals and terminals.
# custom:
#   severity: medium
#   fix: >-
#     Run the step before USER, without sudo.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.8.2]
package syndic.policies.containers.no_sudo

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`(^|[\s;&|])sudo\s`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it uses sudo")
}
