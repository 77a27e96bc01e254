# METADATA
# title: Kubernetes manifests
# description: What several rules about manifests need.
package syndic.policies.library.kubernetes

import rego.v1

# The security context of a container: what it states goes before what its pod states.
security(entry) := object.union_n(array.concat(
	[object.get(workload.pod, "securityContext", {}) | some workload in input.workloads; workload.id == entry.id],
	[object.get(entry.container, "securityContext", {})],
))
