# METADATA
# title: Files are copied, not added
# description: >-
#   ADD fetches addresses and unpacks archives without telling what came.
# custom:
#   severity: medium
#   fix: >-
#     Use COPY; fetch with a checksum in RUN where something must be fetched.
#   controls:
#     nist_800_53: [CM-7, SI-7]
#     iso_27001: [A.8.9, A.8.28]
package syndic.policies.containers.no_add

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "ADD"
	not contains(instruction.value, "--checksum=")
	found := finding.violation(stage.id, [instruction.line], "it adds what nobody has verified")
}
