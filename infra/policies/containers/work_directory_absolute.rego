# METADATA
# title: Working directories are absolute
# description: >-
#   Where a relative one ends depends on what came before.
# custom:
#   severity: low
#   fix: >-
#     Write WORKDIR with a leading slash.
#   controls:
#     nist_800_53: [CM-6]
#     iso_27001: [A.8.9]
package syndic.policies.containers.work_directory_absolute

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "WORKDIR"
	not regex.match(`^["']?(/|\$|[A-Za-z]:)`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "its working directory is relative")
}
