# METADATA
# title: Workflows say which rights their token has
# description: >-
#   Without it the token may have every right over the repository, for every action that runs.
# custom:
#   severity: high
#   fix: >-
#     Set permissions at the top of the workflow, best {} or contents: read.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.pipelines.permissions_stated

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	input.permissions == null
	some job in input.jobs
	not job.job.permissions
	found := finding.violation(job.id, job.path, "the rights of its token are not stated")
}
