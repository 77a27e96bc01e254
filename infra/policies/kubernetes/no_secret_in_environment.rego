# METADATA
# title: No value of a secret stands in a manifest
# description: >-
#   The manifest is in the repository, and its values are shown by kubectl describe.
# custom:
#   severity: critical
#   fix: >-
#     Take the value from a Secret by valueFrom.secretKeyRef, or mount it as a file.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.12]
package syndic.policies.kubernetes.no_secret_in_environment

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	some position, variable in object.get(entry.container, "env", [])
	regex.match(`(?i)(password|passwd|secret|token|api_?key|private_?key|access_?key|credential)s?$`, variable.name)
	object.get(variable, "value", "") != ""
	problem := sprintf("the container %s has the value of a secret in its environment", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["env", position, "value"]), problem)
}
