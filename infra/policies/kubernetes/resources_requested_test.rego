package syndic.policies.kubernetes.resources_requested_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.resources_requested
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"resources": {"requests": {"cpu": "1"}}}] {
		found := resources_requested.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"resources": {"requests": {"cpu": "1", "memory": "1Gi"}}}] {
		found := resources_requested.findings with input as given.container(container)
		count(found) == 0
	}
}
