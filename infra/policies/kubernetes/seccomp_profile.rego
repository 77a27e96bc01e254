# METADATA
# title: System calls are limited
# description: >-
#   Most holes of the kernel are reached through system calls that no ordinary program makes.
# custom:
#   severity: medium
#   fix: >-
#     Set securityContext.seccompProfile.type: RuntimeDefault for the pod.
#   controls:
#     nist_800_53: [CM-7, SC-39]
#     iso_27001: [A.8.9]
package syndic.policies.kubernetes.seccomp_profile

import data.syndic.policies.library.finding
import data.syndic.policies.library.kubernetes
import rego.v1

findings contains found if {
	some entry in input.containers
	profile := object.get(kubernetes.security(entry), "seccompProfile", {})
	not object.get(profile, "type", "") in {"RuntimeDefault", "Localhost"}
	problem := sprintf("the container %s may make every system call", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "seccompProfile"]), problem)
}
