package syndic.policies.kubernetes.no_host_namespaces_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_host_namespaces
import rego.v1

test_bad_pods_violate if {
	every pod in [{"hostNetwork": true}, {"hostPID": true}, {"hostIPC": true}] {
		found := no_host_namespaces.findings with input as given.pod(pod)
		given.violates(found)
	}
}

test_good_pods_pass if {
	every pod in [{}, {"hostNetwork": false}] {
		found := no_host_namespaces.findings with input as given.pod(pod)
		count(found) == 0
	}
}
