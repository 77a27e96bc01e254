# METADATA
# title: Pods get a token of the cluster's API only where they need one
# description: >-
#   Whoever gets into the pod would speak to the API in its name.
# custom:
#   severity: medium
#   fix: >-
#     Set automountServiceAccountToken: false; where the API is needed, mount a projected token.
#   controls:
#     nist_800_53: [AC-6, IA-5]
#     iso_27001: [A.5.15, A.8.3]
package syndic.policies.kubernetes.no_token_mounted

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	object.get(workload.pod, "automountServiceAccountToken", null) != false
	not account_refuses(workload)
	found := finding.violation(workload.id, array.concat(workload.path, []), "it gets a token of the cluster's API")
}

# A ServiceAccount that is applied with it can refuse for all its pods, unless the pod asks for a token.
account_refuses(workload) if {
	not workload.pod.automountServiceAccountToken
	some account in input.objects
	account.kind == "ServiceAccount"
	account.name == workload.pod.serviceAccountName
	account.namespace == workload.namespace
	account.manifest.automountServiceAccountToken == false
}
