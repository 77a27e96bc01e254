package syndic.policies.kubernetes.not_privileged_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.not_privileged
import rego.v1

test_bad_containers_violate if {
	every container in [{"securityContext": {"privileged": true}}] {
		found := not_privileged.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{}, {"securityContext": {"privileged": false}}] {
		found := not_privileged.findings with input as given.container(container)
		count(found) == 0
	}
}
