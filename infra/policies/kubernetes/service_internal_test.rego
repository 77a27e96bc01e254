package syndic.policies.kubernetes.service_internal_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.service_internal
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Service", "spec": {"type": "NodePort"}}, {"kind": "Service", "spec": {"type": "LoadBalancer"}}, {"kind": "Service", "spec": {"externalIPs": ["203.0.113.1"]}}] {
		found := service_internal.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Service", "spec": {}}, {"kind": "Service", "spec": {"type": "ClusterIP"}}] {
		found := service_internal.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
