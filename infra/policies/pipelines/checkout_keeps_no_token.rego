# METADATA
# title: The token does not stay in the checkout
# description: >-
#   Every later step, and every artifact with the folder in it, would have it.
# custom:
#   severity: medium
#   fix: >-
#     Set persist-credentials: false for actions/checkout.
#   controls:
#     nist_800_53: [AC-6, IA-5]
#     iso_27001: [A.5.17, A.8.3]
package syndic.policies.pipelines.checkout_keeps_no_token

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	startswith(entry.step.uses, "actions/checkout@")
	object.get(object.get(entry.step, "with", {}), "persist-credentials", true) != false
	found := finding.violation(job.id, array.concat(entry.path, []), "the token stays in its checkout")
}
