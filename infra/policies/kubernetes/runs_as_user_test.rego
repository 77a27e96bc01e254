package syndic.policies.kubernetes.runs_as_user_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.runs_as_user
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"securityContext": {"runAsNonRoot": false}}, {"securityContext": {"runAsNonRoot": true, "runAsUser": 0}}] {
		found := runs_as_user.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"securityContext": {"runAsNonRoot": true}}, {"securityContext": {"runAsNonRoot": true, "runAsUser": 10001}}] {
		found := runs_as_user.findings with input as given.container(container)
		count(found) == 0
	}
}
