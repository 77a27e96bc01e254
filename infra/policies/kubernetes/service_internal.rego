# METADATA
# title: Services are reached inside the cluster only
# description: >-
#   Every other way in goes past the gateway, its TLS and its limits.
# custom:
#   severity: high
#   fix: >-
#     Set type: ClusterIP; let the Gateway lead in. The one for the gateway itself gets a waiver.
#   controls:
#     nist_800_53: [SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.kubernetes.service_internal

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some object_found in input.objects
	object_found.kind == "Service"
	object.get(object_found.manifest.spec, "type", "ClusterIP") in {"NodePort", "LoadBalancer"}
	found := finding.violation(object_found.id, ["spec", "type"], "it is reached from outside of the cluster")
}

findings contains found if {
	some object_found in input.objects
	object_found.kind == "Service"
	count(object.get(object_found.manifest.spec, "externalIPs", [])) > 0
	found := finding.violation(object_found.id, ["spec", "externalIPs"], "it takes traffic for foreign addresses")
}
