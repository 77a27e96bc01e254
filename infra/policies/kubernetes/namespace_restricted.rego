# METADATA
# title: Namespaces enforce the restricted standard
# description: >-
#   What is applied past the pipeline would be checked by nobody.
# custom:
#   severity: high
#   fix: >-
#     Set the label pod-security.kubernetes.io/enforce: restricted.
#   controls:
#     nist_800_53: [CM-6, CM-7]
#     iso_27001: [A.8.9]
package syndic.policies.kubernetes.namespace_restricted

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some namespace in input.objects
	namespace.kind == "Namespace"
	labels := object.get(object.get(namespace.manifest, "metadata", {}), "labels", {})
	object.get(labels, "pod-security.kubernetes.io/enforce", "") != "restricted"
	found := finding.violation(namespace.id, ["metadata", "labels"], "it does not enforce the restricted standard")
}
