# METADATA
# title: No secret is part of an image
# description: >-
#   Values of ENV and ARG stand in the image for whoever pulls it, also when a later layer removes them.
# custom:
#   severity: critical
#   fix: >-
#     Use RUN --mount=type=secret for the build, and the environment of the container for its run.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.12]
package syndic.policies.containers.no_secret_in_image

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction in {"ENV", "ARG"}
	regex.match(`(?i)(^|[\s_])([A-Za-z0-9_]*_)?(password|passwd|secret|token|api_?key|private_?key|access_?key|credentials?)(=|\s+|$)`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it puts a secret into the image")
}
