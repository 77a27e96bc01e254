# METADATA
# title: Only what is needed is installed
# description: >-
#   What nobody asked for has holes too.
# custom:
#   severity: low
#   fix: >-
#     Add --no-install-recommends.
#   controls:
#     nist_800_53: [CM-7]
#     iso_27001: [A.8.9, A.8.19]
package syndic.policies.containers.apt_no_recommends

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`apt(-get)?\s+(-\S+\s+)*install`, instruction.value)
	not contains(instruction.value, "--no-install-recommends")
	found := finding.violation(stage.id, [instruction.line], "it installs what nobody asked for")
}
