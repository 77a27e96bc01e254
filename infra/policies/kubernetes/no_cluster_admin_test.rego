package syndic.policies.kubernetes.no_cluster_admin_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_cluster_admin
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "ClusterRoleBinding", "roleRef": {"name": "cluster-admin"}}] {
		found := no_cluster_admin.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "RoleBinding", "roleRef": {"name": "reader"}}] {
		found := no_cluster_admin.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
