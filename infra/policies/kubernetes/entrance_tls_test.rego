package syndic.policies.kubernetes.entrance_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.entrance_tls
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Ingress", "spec": {}}, {"kind": "Gateway", "spec": {"listeners": [{"name": "web", "protocol": "HTTP"}]}}] {
		found := entrance_tls.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Ingress", "spec": {"tls": [{"secretName": "tls"}]}}, {"kind": "Gateway", "spec": {"listeners": [{"name": "web", "protocol": "HTTPS"}]}}] {
		found := entrance_tls.findings with input as given.applied(manifest)
		count(found) == 0
	}
}

test_a_listener_that_only_redirects_passes if {
	found := entrance_tls.findings with input as with_route([{"filters": [{"type": "RequestRedirect"}]}])
	count(found) == 0
}

test_a_listener_that_serves_too_violates if {
	found := entrance_tls.findings with input as with_route([{"filters": [{"type": "RequestRedirect"}]}, {"backendRefs": []}])
	given.violates(found)
}

with_route(rules) := {"objects": array.concat(
	given.applied({"kind": "Gateway", "name": "edge", "spec": {"listeners": [{"name": "web", "protocol": "HTTP"}]}}).objects,
	given.applied({"kind": "HTTPRoute", "name": "redirect", "spec": {"parentRefs": [{"name": "edge"}], "rules": rules}}).objects,
)}
