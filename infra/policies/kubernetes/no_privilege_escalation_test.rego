package syndic.policies.kubernetes.no_privilege_escalation_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_privilege_escalation
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"securityContext": {"allowPrivilegeEscalation": true}}] {
		found := no_privilege_escalation.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"securityContext": {"allowPrivilegeEscalation": false}}] {
		found := no_privilege_escalation.findings with input as given.container(container)
		count(found) == 0
	}
}
