package syndic.policies.kubernetes.capabilities_dropped_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.capabilities_dropped
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"securityContext": {"capabilities": {"drop": ["NET_RAW"]}}}, {"securityContext": {"capabilities": {"drop": ["ALL"], "add": ["SYS_ADMIN"]}}}] {
		found := capabilities_dropped.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"securityContext": {"capabilities": {"drop": ["ALL"]}}}, {"securityContext": {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}}] {
		found := capabilities_dropped.findings with input as given.container(container)
		count(found) == 0
	}
}
