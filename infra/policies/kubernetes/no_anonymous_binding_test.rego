package syndic.policies.kubernetes.no_anonymous_binding_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_anonymous_binding
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "ClusterRoleBinding", "subjects": [{"kind": "Group", "name": "system:unauthenticated"}]}] {
		found := no_anonymous_binding.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "RoleBinding", "subjects": [{"kind": "ServiceAccount", "name": "server"}]}] {
		found := no_anonymous_binding.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
