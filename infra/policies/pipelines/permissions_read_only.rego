# METADATA
# title: Only single jobs may write
# description: >-
#   Rights at the top of a workflow are those of every action in every job.
# custom:
#   severity: high
#   fix: >-
#     Set contents: read at the top; give the right to write to the one job that needs it.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.pipelines.permissions_read_only

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	input.permissions == "write-all"
	found := finding.violation("workflow", ["permissions"], "every job may write everything")
}

findings contains found if {
	is_object(input.permissions)
	some name, right in input.permissions
	right == "write"
	found := finding.violation("workflow", ["permissions", name], sprintf("every job may write %s", [name]))
}

findings contains found if {
	some job in input.jobs
	job.job.permissions == "write-all"
	found := finding.violation(job.id, array.concat(job.path, ["permissions"]), "it may write everything")
}
