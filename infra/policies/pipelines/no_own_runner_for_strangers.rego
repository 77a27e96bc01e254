# METADATA
# title: No foreign change runs on a machine of ours
# description: >-
#   What a stranger wrote would run inside our network, on a machine that others use after it.
# custom:
#   severity: high
#   fix: >-
#     Use runners of the host for pull requests.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.22, A.8.31]
package syndic.policies.pipelines.no_own_runner_for_strangers

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	input.triggers.pull_request
	some job in input.jobs
	"self-hosted" in labels(job.job["runs-on"])
	found := finding.violation(job.id, array.concat(job.path, ["runs-on"]), "foreign changes run on a machine of ours")
}

labels(runner) := [runner] if is_string(runner)

labels(runner) := runner if is_array(runner)

labels(runner) := labels_of_group(runner) if is_object(runner)

labels_of_group(group) := group.labels if is_array(group.labels)

labels_of_group(group) := [group.labels] if is_string(group.labels)
