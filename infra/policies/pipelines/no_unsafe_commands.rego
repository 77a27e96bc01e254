# METADATA
# title: The output of a step cannot change the next
# description: >-
#   Whatever writes a certain line could set variables of the job.
# custom:
#   severity: high
#   fix: >-
#     Remove ACTIONS_ALLOW_UNSECURE_COMMANDS; write to "$GITHUB_ENV".
#   controls:
#     nist_800_53: [SI-10]
#     iso_27001: [A.8.28]
package syndic.policies.pipelines.no_unsafe_commands

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	entry.step.env.ACTIONS_ALLOW_UNSECURE_COMMANDS
	found := finding.violation(job.id, array.concat(entry.path, ["env"]), "its output can change the next step")
}
