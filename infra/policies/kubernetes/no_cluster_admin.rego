# METADATA
# title: Nobody is bound to cluster-admin
# description: >-
#   It is every right over every namespace.
# custom:
#   severity: critical
#   fix: >-
#     Bind a role that is made for the task.
#   controls:
#     nist_800_53: [AC-6]
#     iso_27001: [A.5.15, A.8.2]
package syndic.policies.kubernetes.no_cluster_admin

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some binding in input.objects
	binding.kind in {"RoleBinding", "ClusterRoleBinding"}
	binding.manifest.roleRef.name in {"cluster-admin", "admin"}
	found := finding.violation(binding.id, ["roleRef"], "it gives every right")
}
