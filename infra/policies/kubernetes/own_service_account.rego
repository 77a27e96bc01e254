# METADATA
# title: Pods have a service account of their own
# description: >-
#   Rights given to the default account are given to every pod of the namespace.
# custom:
#   severity: low
#   fix: >-
#     Set serviceAccountName to an account that is made for the workload.
#   controls:
#     nist_800_53: [AC-2, AC-6]
#     iso_27001: [A.5.16, A.8.2]
package syndic.policies.kubernetes.own_service_account

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	object.get(workload.pod, "serviceAccountName", "default") in {"default", ""}
	found := finding.violation(workload.id, array.concat(workload.path, []), "it runs under the default service account")
}
