# METADATA
# title: Containers drop every capability
# description: >-
#   Capabilities are parts of the rights of root that most programs never need.
# custom:
#   severity: high
#   fix: >-
#     Set securityContext.capabilities.drop: [ALL]; add at most NET_BIND_SERVICE.
#   controls:
#     nist_800_53: [AC-6, CM-7]
#     iso_27001: [A.8.2, A.8.9]
package syndic.policies.kubernetes.capabilities_dropped

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	not drops_all(entry.container)
	problem := sprintf("the container %s keeps capabilities", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "capabilities"]), problem)
}

drops_all(container) if {
	"ALL" in container.securityContext.capabilities.drop
	every capability in object.get(container.securityContext.capabilities, "add", []) {
		capability == "NET_BIND_SERVICE"
	}
}
