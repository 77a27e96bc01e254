# METADATA
# title: Runs of one branch do not overtake each other
# description: >-
#   Two deployments at once end in an order that nobody chose.
# custom:
#   severity: low
#   fix: >-
#     Set concurrency with a group per branch or environment.
#   controls:
#     nist_800_53: [CM-3]
#     iso_27001: [A.8.32]
package syndic.policies.pipelines.concurrency_stated

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	input.concurrency == null
	some job in input.jobs
	not job.job.concurrency
	not job.job.uses
	found := finding.violation(job.id, job.path, "two runs of it may be under way at once")
}
