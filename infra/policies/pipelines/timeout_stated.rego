# METADATA
# title: Jobs have a limit of time
# description: >-
#   A job that hangs holds a runner for six hours, and the release behind it.
# custom:
#   severity: low
#   fix: >-
#     Set timeout-minutes.
#   controls:
#     nist_800_53: [SC-5]
#     iso_27001: [A.8.6]
package syndic.policies.pipelines.timeout_stated

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	not job.job.uses
	not job.job["timeout-minutes"]
	found := finding.violation(job.id, job.path, "it has no limit of time")
}
