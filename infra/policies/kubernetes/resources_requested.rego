# METADATA
# title: Containers request processor time and memory
# description: >-
#   The scheduler packs nodes by requests; without them a node is filled until everything on it starves.
# custom:
#   severity: medium
#   fix: >-
#     Set resources.requests.cpu and resources.requests.memory.
#   controls:
#     nist_800_53: [SC-5, SC-6]
#     iso_27001: [A.8.6]
package syndic.policies.kubernetes.resources_requested

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	some resource in ["cpu", "memory"]
	not entry.container.resources.requests[resource]
	problem := sprintf("the container %s does not request processor time and memory", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["resources"]), problem)
}
