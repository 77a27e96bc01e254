package syndic.policies.kubernetes.readiness_probe_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.readiness_probe
import rego.v1

test_bad_containers_violate if {
	every container in [{}] {
		found := readiness_probe.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"readinessProbe": {"httpGet": {"path": "/readyz"}}}] {
		found := readiness_probe.findings with input as given.container(container)
		count(found) == 0
	}
}
