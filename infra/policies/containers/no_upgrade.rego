# METADATA
# title: Builds do not upgrade the base
# description: >-
#   Two builds of one commit would differ, and what was tested is not what runs.
# custom:
#   severity: low
#   fix: >-
#     Take a newer base image by its digest.
#   controls:
#     nist_800_53: [CM-2]
#     iso_27001: [A.8.9, A.8.32]
package syndic.policies.containers.no_upgrade

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`apt(-get)?\s+(-\S+\s+)*(upgrade|dist-upgrade|full-upgrade)|apk\s+upgrade|(yum|dnf)\s+(-y\s+)?upgrade`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it upgrades the base")
}
