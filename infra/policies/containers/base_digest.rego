# METADATA
# title: Base images are named by digest
# description: >-
#   A tag can be moved, so the next build may start from something else than was tested.
# custom:
#   severity: high
#   fix: >-
#     Name the base as NAME:TAG@sha256:DIGEST.
#   controls:
#     nist_800_53: [CM-2, SI-7]
#     iso_27001: [A.8.9, A.8.28]
package syndic.policies.containers.base_digest

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	not stage.base_is_stage
	stage.base != "scratch"
	stage.decided
	not regex.match(`@sha256:[0-9a-f]{64}$`, stage.base)
	found := finding.violation(stage.id, [stage.line], "its base image is not named by digest")
}

findings contains found if {
	some stage in input.stages
	not stage.decided
	found := finding.unknown(stage.id, [stage.line], "its base image is decided when it is built")
}
