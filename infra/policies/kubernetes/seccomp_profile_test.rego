package syndic.policies.kubernetes.seccomp_profile_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.seccomp_profile
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"securityContext": {"seccompProfile": {"type": "Unconfined"}}}] {
		found := seccomp_profile.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}] {
		found := seccomp_profile.findings with input as given.container(container)
		count(found) == 0
	}
}
