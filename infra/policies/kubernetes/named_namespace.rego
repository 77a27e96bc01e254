# METADATA
# title: Workloads name their namespace
# description: >-
#   Without one they land where the terminal of the moment points to.
# custom:
#   severity: low
#   fix: >-
#     Set metadata.namespace, in Kustomize by namespace.
#   controls:
#     nist_800_53: [CM-6, SC-2]
#     iso_27001: [A.8.9, A.8.22]
package syndic.policies.kubernetes.named_namespace

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	workload.namespace in {"", "default"}
	found := finding.violation(workload.id, ["metadata"], "it names no namespace of its own")
}
