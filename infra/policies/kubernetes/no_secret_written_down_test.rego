package syndic.policies.kubernetes.no_secret_written_down_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_secret_written_down
import rego.v1

test_bad_objects_violate if {
	every manifest in [{"kind": "Secret", "data": {"a": "eA=="}}, {"kind": "Secret", "stringData": {"a": "x"}}] {
		found := no_secret_written_down.findings with input as given.applied(manifest)
		given.violates(found)
	}
}

test_good_objects_pass if {
	every manifest in [{"kind": "Secret", "type": "kubernetes.io/service-account-token"}, {"kind": "ConfigMap", "data": {"a": "x"}}] {
		found := no_secret_written_down.findings with input as given.applied(manifest)
		count(found) == 0
	}
}
