# METADATA
# title: Nobody logs in to containers
# description: >-
#   A way in of its own goes past the roles and the log of the platform.
# custom:
#   severity: medium
#   fix: >-
#     Remove the server and EXPOSE; use kubectl debug or docker exec.
#   controls:
#     nist_800_53: [AC-17, CM-7]
#     iso_27001: [A.8.9, A.8.20]
package syndic.policies.containers.no_remote_login

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "EXPOSE"
	regex.match(`(^|\s)(22|23|3389)(/tcp)?(\s|$)`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it opens a port for logging in")
}
