# METADATA
# title: No file with secrets is copied into an image
# description: >-
#   Whoever pulls the image reads it, also when a later layer removes it.
# custom:
#   severity: critical
#   fix: >-
#     Remove the COPY, and name the file in .dockerignore.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.12]
package syndic.policies.containers.no_secret_file_copied

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction in {"COPY", "ADD"}
	some word in regex.split(`\s+`, instruction.value)
	regex.match(`(^|/)(\.env(\.\w+)?|id_(rsa|ed25519|ecdsa)|.*\.(pem|key|p12|pfx|jks)|\.netrc|\.npmrc|\.pypirc|credentials(\.json)?|terraform\.tfstate)$`, word)
	found := finding.violation(stage.id, [instruction.line], "it copies a file with secrets")
}
