package syndic.policies.kubernetes.memory_limited_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.memory_limited
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"resources": {"limits": {"cpu": "1"}}}] {
		found := memory_limited.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"resources": {"limits": {"memory": "1Gi"}}}] {
		found := memory_limited.findings with input as given.container(container)
		count(found) == 0
	}
}
