# METADATA
# title: Servers run more than once
# description: >-
#   The loss of one node, and every release, would stop the only one.
# custom:
#   severity: medium
#   fix: >-
#     Set replicas to 2 or more, or let a HorizontalPodAutoscaler with minReplicas of 2 or more decide.
#   controls:
#     nist_800_53: [CP-10, SC-36]
#     iso_27001: [A.8.14]
package syndic.policies.kubernetes.replicated

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	workload.kind == "Deployment"
	few(workload)
	not scaled(workload)
	found := finding.violation(workload.id, ["spec", "replicas"], "it runs once")
}

few(workload) if object.get(workload, "replicas", null) == null

# None at all is a colour or a job that waits to be started.
few(workload) if workload.replicas == 1

scaled(workload) if {
	some scaler in input.objects
	scaler.kind in {"HorizontalPodAutoscaler", "ScaledObject"}
	scaler.namespace == workload.namespace
	sprintf("Deployment/%s", [scaler.manifest.spec.scaleTargetRef.name]) == concat("/", [workload.kind, name_of(workload)])
	some minimum in ["minReplicas", "minReplicaCount"]
	scaler.manifest.spec[minimum] > 1
}

name_of(workload) := parts[count(parts) - 1] if parts := split(workload.id, "/")
