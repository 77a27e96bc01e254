package syndic.policies.kubernetes.role_no_escalation_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.role_no_escalation
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Role", "rules": [{"resources": ["roles"], "verbs": ["bind"]}]}, {"kind": "ClusterRole", "rules": [{"resources": ["pods/exec"], "verbs": ["create"]}]}] {
		found := role_no_escalation.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Role", "rules": [{"resources": ["pods"], "verbs": ["get"]}]}] {
		found := role_no_escalation.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
