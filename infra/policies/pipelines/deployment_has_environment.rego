# METADATA
# title: Jobs that sign in to a cloud belong to an environment
# description: >-
#   The rules of an environment say who approves and from which branch; without one every branch may deploy.
# custom:
#   severity: medium
#   fix: >-
#     Set environment for the job.
#   controls:
#     nist_800_53: [AC-3, CM-3]
#     iso_27001: [A.8.31, A.8.32]
package syndic.policies.pipelines.deployment_has_environment

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	regex.match(`^(aws-actions/configure-aws-credentials|azure/login)@`, entry.step.uses)
	not job.job.environment
	found := finding.violation(job.id, job.path, "it signs in to a cloud from any branch")
}
