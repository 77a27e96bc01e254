# METADATA
# title: Namespaces refuse what no policy allows
# description: >-
#   Otherwise every pod reaches every other, and whoever gets into one gets to all.
# custom:
#   severity: high
#   fix: >-
#     Add a NetworkPolicy with an empty podSelector and the policyTypes Ingress and Egress.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.kubernetes.network_denied_by_default

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some workload in input.workloads
	some direction in ["Ingress", "Egress"]
	not denied(workload.namespace, direction)
	found := finding.violation(workload.id, [], "no NetworkPolicy of its namespace refuses what is not allowed")
}

denied(namespace, direction) if {
	some policy in input.objects
	policy.kind == "NetworkPolicy"
	policy.namespace == namespace
	object.get(policy.manifest.spec, "podSelector", {}) == {}
	direction in policy.manifest.spec.policyTypes
	count(object.get(policy.manifest.spec, lower(direction), [])) == 0
}
