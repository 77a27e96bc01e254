# METADATA
# title: No container runs as root
# description: >-
#   Root in a container is root on the node as soon as one wall has a hole.
# custom:
#   severity: high
#   fix: >-
#     Set securityContext.runAsNonRoot: true and a numeric runAsUser for the pod or the container.
#   controls:
#     nist_800_53: [AC-6, CM-7]
#     iso_27001: [A.8.2, A.8.9]
package syndic.policies.kubernetes.runs_as_user

import data.syndic.policies.library.finding
import data.syndic.policies.library.kubernetes
import rego.v1

findings contains found if {
	some entry in input.containers
	not refuses_root(entry)
	problem := sprintf("the container %s may run as root", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext"]), problem)
}

refuses_root(entry) if {
	context := kubernetes.security(entry)
	context.runAsNonRoot == true
	object.get(context, "runAsUser", null) != 0
}
