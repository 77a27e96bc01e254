# METADATA
# title: No foreign text becomes part of a script
# description: >-
#   A title or a branch name with a command in it would run.
# custom:
#   severity: critical
#   fix: >-
#     Put the value into env and use "$NAME" in the script.
#   controls:
#     nist_800_53: [SI-10]
#     iso_27001: [A.8.28]
package syndic.policies.pipelines.no_injection

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some job in input.jobs
	some entry in job.steps
	regex.match(foreign, scripts(entry.step))
	found := finding.violation(job.id, array.concat(entry.path, ["run"]), "a foreign text becomes part of its script")
}

foreign := concat("", [
	`\$\{\{[^}]*(github\.head_ref|github\.event\.(inputs\.|client_payload|head_commit\.(message|author)|commits|pages|`,
	`(issue|pull_request|comment|review|review_comment|discussion)\.[A-Za-z0-9_.]*(title|body|ref|label|name|email)))`,
])

scripts(step) := concat("\n", [text |
	some text in [object.get(step, "run", ""), object.get(object.get(step, "with", {}), "script", "")]
	is_string(text)
])
