# METADATA
# title: Lists of packages do not stay in images
# description: >-
#   They are old the next day and make every pull longer.
# custom:
#   severity: low
#   fix: >-
#     End the same RUN with rm -rf /var/lib/apt/lists/*, or mount a cache there.
#   controls:
#     nist_800_53: [CM-7]
#     iso_27001: [A.8.9]
package syndic.policies.containers.apt_lists_removed

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`apt(-get)?\s+(-\S+\s+)*update`, instruction.value)
	not contains(instruction.value, "/var/lib/apt")
	found := finding.violation(stage.id, [instruction.line], "it leaves the lists of packages in the image")
}
