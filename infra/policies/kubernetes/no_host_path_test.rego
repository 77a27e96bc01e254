package syndic.policies.kubernetes.no_host_path_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_host_path
import rego.v1

test_bad_pods_violate if {
	every pod in [{"volumes": [{"name": "a", "hostPath": {"path": "/"}}]}] {
		found := no_host_path.findings with input as given.pod(pod)
		given.violates(found)
	}
}

test_good_pods_pass if {
	every pod in [{}, {"volumes": [{"name": "a", "emptyDir": {}}]}] {
		found := no_host_path.findings with input as given.pod(pod)
		count(found) == 0
	}
}
