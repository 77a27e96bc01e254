# METADATA
# title: No container takes a port of its node
# description: >-
#   The port goes past Services and network policies, and one node can hold the container only once.
# custom:
#   severity: medium
#   fix: >-
#     Remove hostPort; use a Service.
#   controls:
#     nist_800_53: [SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.kubernetes.no_host_port

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	some position, port in object.get(entry.container, "ports", [])
	object.get(port, "hostPort", 0) > 0
	problem := sprintf("the container %s takes a port of its node", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["ports", position]), problem)
}
