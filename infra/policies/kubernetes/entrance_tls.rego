# METADATA
# title: What leads in speaks TLS
# description: >-
#   A connection in clear shows sessions and data to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Give every Ingress tls, and every listener of a Gateway the protocol HTTPS or TLS.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
package syndic.policies.kubernetes.entrance_tls

import data.syndic.policies.library.finding
import rego.v1

findings contains found if {
	some entrance in input.objects
	entrance.kind == "Ingress"
	count(object.get(entrance.manifest.spec, "tls", [])) == 0
	found := finding.violation(entrance.id, ["spec"], "it serves in clear")
}

# A listener in clear is good for nothing but a redirect, which is then the only route of its name.
findings contains found if {
	some entrance in input.objects
	entrance.kind == "Gateway"
	some position, listener in entrance.manifest.spec.listeners
	not listener.protocol in {"HTTPS", "TLS"}
	not only_redirects(entrance, listener)
	found := finding.violation(entrance.id, ["spec", "listeners", position], "it serves in clear")
}

only_redirects(entrance, listener) if {
	routes := [route |
		some route in input.objects
		route.kind == "HTTPRoute"
		some parent in route.manifest.spec.parentRefs
		parent.name == entrance.name
		object.get(parent, "sectionName", listener.name) == listener.name
	]
	count(routes) > 0
	every route in routes {
		every rule in route.manifest.spec.rules {
			some filter in rule.filters
			filter.type == "RequestRedirect"
		}
	}
}
