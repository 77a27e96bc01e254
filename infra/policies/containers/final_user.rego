# METADATA
# title: Images run as a numeric user who is not root
# description: >-
#   Root in a container is root on the host as soon as one wall has a hole, and Kubernetes can tell a user that
#   is not root only by number.
# custom:
#   severity: high
#   fix: >-
#     End the last stage with USER and a number above 0, such as USER 10001:10001.
#   controls:
#     nist_800_53: [AC-6, CM-7]
#     iso_27001: [A.8.2, A.8.9]
package syndic.policies.containers.final_user

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	stage.final
	not regex.match(`^[1-9]\d*(:\d+)?$`, stage.user)
	found := finding.violation(stage.id, [line(stage)], "it does not end with a numeric user who is not root")
}

# The last USER, or the stage itself when it has none.
line(stage) := max(array.concat([stage.line], users)) if {
	users := [instruction.line | some instruction in stage.instructions; instruction.instruction == "USER"]
}
