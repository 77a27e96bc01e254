# METADATA
# title: No right is given to everybody
# description: >-
#   Whoever reaches the API would have it.
# custom:
#   severity: critical
#   fix: >-
#     Name service accounts or groups of people in subjects.
#   controls:
#     nist_800_53: [AC-3, AC-14]
#     iso_27001: [A.5.15, A.8.3]
package syndic.policies.kubernetes.no_anonymous_binding

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some binding in input.objects
	binding.kind in {"RoleBinding", "ClusterRoleBinding"}
	some position, subject in binding.manifest.subjects
	subject.name in {"system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts"}
	found := finding.violation(binding.id, ["subjects", position], "it gives a right to everybody")
}
