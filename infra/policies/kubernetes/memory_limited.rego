# METADATA
# title: Containers have a limit of memory
# description: >-
#   One that leaks takes the memory of everything else on its node.
# custom:
#   severity: medium
#   fix: >-
#     Set resources.limits.memory.
#   controls:
#     nist_800_53: [SC-5, SC-6]
#     iso_27001: [A.8.6]
package syndic.policies.kubernetes.memory_limited

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entry in input.containers
	not entry.container.resources.limits.memory
	problem := sprintf("the container %s has no limit of memory", [entry.name])
	found := finding.violation(entry.id, array.concat(entry.path, ["resources"]), problem)
}
