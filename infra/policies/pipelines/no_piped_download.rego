# METADATA
# title: No script from the internet is run unseen in a pipeline
# description: >-
#   Whoever holds the site, or the line to it, runs programs with the rights of the job.
# custom:
#   severity: high
#   fix: >-
#     Fetch a fixed version, verify its checksum, then run it.
#   controls:
#     nist_800_53: [SI-7, SR-3]
#     iso_27001: [A.5.21, A.8.28]
package syndic.policies.pipelines.no_piped_download

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	regex.match(`(curl|wget)[^|;&\n]*\|\s*(sudo\s+)?(ba|z|da)?sh\b`, entry.step.run)
	found := finding.violation(job.id, array.concat(entry.path, ["run"]), "it runs a script from the internet unseen")
}
