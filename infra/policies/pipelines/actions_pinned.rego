# METADATA
# title: Actions are named by commit
# description: >-
#   A tag can be moved; whoever takes over an action runs programs with our rights.
# custom:
#   severity: high
#   fix: >-
#     Name the action as OWNER/NAME@COMMIT, with the version in a comment.
#   controls:
#     nist_800_53: [SI-7, SR-3]
#     iso_27001: [A.5.21, A.8.28]
package syndic.policies.pipelines.actions_pinned

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	floats(entry.step.uses)
	found := finding.violation(job.id, array.concat(entry.path, ["uses"]), "it uses an action that can be moved")
}

findings contains found if {
	some job in input.jobs
	floats(job.job.uses)
	found := finding.violation(job.id, array.concat(job.path, ["uses"]), "it uses a workflow that can be moved")
}

# What stands in the same repository is of the same commit.
floats(action) if {
	not startswith(action, "./")
	not regex.match(`@[0-9a-f]{40}$`, action)
	not regex.match(`^docker://.*@sha256:[0-9a-f]{64}$`, action)
}
