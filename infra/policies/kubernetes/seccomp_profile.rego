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
import rego.v1

findings contains found if {
	some entry in input.containers
	not object.get(profile(entry), "type", "") in {"RuntimeDefault", "Localhost"}
	problem := sprintf("the container %s may make every system call", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["securityContext", "seccompProfile"]), problem)
}

profile(entry) := value if {
	value := entry.container.securityContext.seccompProfile
} else := value if {
	some workload in input.workloads
	workload.id == entry.id
	value := workload.pod.securityContext.seccompProfile
} else := {}
