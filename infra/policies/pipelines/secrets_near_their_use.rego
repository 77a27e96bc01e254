# METADATA
# title: Secrets are given to single steps
# description: >-
#   In the environment of a workflow or a job every action in it reads them.
# custom:
#   severity: medium
#   fix: >-
#     Move the secret into env of the step that needs it.
#   controls:
#     nist_800_53: [AC-6, IA-5]
#     iso_27001: [A.5.17, A.8.3]
package syndic.policies.pipelines.secrets_near_their_use

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some name, value in input.env
	holds_secret(value)
	found := finding.violation("workflow", ["env", name], "every step of every job reads a secret")
}

findings contains found if {
	some job in input.jobs
	some name, value in job.job.env
	holds_secret(value)
	found := finding.violation(job.id, array.concat(job.path, ["env", name]), "every step of it reads a secret")
}

holds_secret(value) if {
	is_string(value)
	regex.match(`\$\{\{\s*secrets\.`, value)
}
