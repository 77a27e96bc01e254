# METADATA
# title: Processes get signals themselves
# description: >-
#   In the shell form the shell gets the signal to stop and the process is killed in the middle of its work.
# custom:
#   severity: medium
#   fix: >-
#     Write CMD and ENTRYPOINT as a JSON list.
#   controls:
#     nist_800_53: [CP-12, SI-17]
#     iso_27001: [A.8.6]
package syndic.policies.containers.exec_form

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction in {"CMD", "ENTRYPOINT"}
	not startswith(trim_space(instruction.value), "[")
	found := finding.violation(stage.id, [instruction.line], "a shell takes its signals")
}
