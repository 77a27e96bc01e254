# METADATA
# title: Base images have a version
# description: >-
#   Nobody can tell which version is inside, and every build may bring another.
# custom:
#   severity: medium
#   fix: >-
#     Name a version beside the digest: NAME:TAG@sha256:DIGEST.
#   controls:
#     nist_800_53: [CM-2, CM-8]
#     iso_27001: [A.8.9]
package syndic.policies.containers.base_version

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	not stage.base_is_stage
	stage.base != "scratch"
	stage.decided
	regex.match(`^([^:@]+(:\d+/[^:@]+)?|[^@]*:latest)(@.*)?$`, stage.base)
	found := finding.violation(stage.id, [stage.line], "its base image has no version")
}

findings contains found if {
	some stage in input.stages
	not stage.decided
	found := finding.unknown(stage.id, [stage.line], "its base image is decided when it is built")
}
