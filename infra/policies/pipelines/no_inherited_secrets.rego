# METADATA
# title: Called workflows get the secrets they need
# description: >-
#   With inherit they get all, also those that are added later.
# custom:
#   severity: medium
#   fix: >-
#     Name each secret that is passed on.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.17, A.8.3]
package syndic.policies.pipelines.no_inherited_secrets

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	job.job.secrets == "inherit"
	found := finding.violation(job.id, array.concat(job.path, ["secrets"]), "it passes every secret on")
}
