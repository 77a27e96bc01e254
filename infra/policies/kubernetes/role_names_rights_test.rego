package syndic.policies.kubernetes.role_names_rights_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.role_names_rights
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Role", "rules": [{"resources": ["*"], "verbs": ["get"]}]}, {"kind": "ClusterRole", "rules": [{"resources": ["pods"], "verbs": ["*"]}]}] {
		found := role_names_rights.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Role", "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]}] {
		found := role_names_rights.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
