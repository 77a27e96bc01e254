# METADATA
# title: No foreign change runs with our rights
# description: >-
#   pull_request_target and workflow_run run with the secrets of the repository; together with a checkout of the
#   change they run what a stranger wrote.
# custom:
#   severity: critical
#   fix: >-
#     Use pull_request; or check out nothing of the change.
#   controls:
#     nist_800_53: [AC-3, CM-5]
#     iso_27001: [A.8.28, A.8.31]
package syndic.policies.pipelines.no_privileged_pull_request

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some trigger in ["pull_request_target", "workflow_run"]
	input.triggers[trigger]
	some job in input.jobs
	some entry in job.steps
	startswith(entry.step.uses, "actions/checkout@")
	regex.match(`github\.event\.(pull_request|workflow_run)\.|github\.head_ref|refs/pull/`, sprintf("%v", [entry.step["with"].ref]))
	found := finding.violation(job.id, entry.path, "it runs a foreign change with our rights")
}
