package syndic.policies.kubernetes.role_not_all_secrets_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.role_not_all_secrets
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "ClusterRole", "rules": [{"resources": ["secrets"], "verbs": ["list"]}]}] {
		found := role_not_all_secrets.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "ClusterRole", "rules": [{"resources": ["secrets"], "verbs": ["get"], "resourceNames": ["a"]}]}, {"kind": "Role", "rules": [{"resources": ["secrets"], "verbs": ["get"]}]}] {
		found := role_not_all_secrets.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
