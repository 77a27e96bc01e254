package syndic.policies.kubernetes.namespace_restricted_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.namespace_restricted
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Namespace"}, {"kind": "Namespace", "metadata": {"labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}] {
		found := namespace_restricted.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Namespace", "metadata": {"labels": {"pod-security.kubernetes.io/enforce": "restricted"}}}] {
		found := namespace_restricted.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
