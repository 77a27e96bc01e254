# METADATA
# title: No file can be changed by everybody
# description: >-
#   Whoever gets in could change our programs.
# custom:
#   severity: medium
#   fix: >-
#     Give the owner what is needed: COPY --chown and --chmod.
#   controls:
#     nist_800_53: [AC-6, CM-5]
#     iso_27001: [A.8.3]
package syndic.policies.containers.no_wide_permissions

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`chmod\s+(-\w+\s+)*(0?777|a\+w|o\+w|ugo\+w)`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it lets everybody change files")
}
