# METADATA
# title: Packages of Python are installed by hash
# description: >-
#   The registry, or whoever publishes under the name, could deliver something else than was tried.
# custom:
#   severity: medium
#   fix: >-
#     Install from a lock with --require-hashes, or the project itself with --no-deps.
#   controls:
#     nist_800_53: [SI-7, SR-3]
#     iso_27001: [A.5.21, A.8.28]
package syndic.policies.containers.packages_verified

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some stage in input.stages
	some instruction in stage.instructions
	instruction.instruction == "RUN"
	regex.match(`\bpip3?\s+install\b|\buv\s+pip\s+(install|sync)\b`, instruction.value)
	not regex.match(`--require-hashes|--no-deps|--no-index`, instruction.value)
	found := finding.violation(stage.id, [instruction.line], "it installs packages without verifying them")
}
