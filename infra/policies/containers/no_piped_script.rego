# METADATA
# title: No script from the internet is run unseen
# description: >-
#   Whoever holds the site, or the line to it, runs programs in the build.
# custom:
#   severity: high
#   fix: >-
#     Fetch a fixed version, verify its checksum, then run it.
#   controls:
#     nist_800_53: [SI-7, SR-3]
#     iso_27001: [A.5.21, A.8.28]
package syndic.policies.containers.no_piped_script

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`(curl|wget)[^|;&]*\|\s*(sudo\s+)?(ba|z|da)?sh\b`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it runs a script from the internet unseen")
}
