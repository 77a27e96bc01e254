package syndic.policies.kubernetes.liveness_probe_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.liveness_probe
import rego.v1

test_bad_containers_violate if {
	every container in [{}] {
		found := liveness_probe.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"livenessProbe": {"httpGet": {"path": "/healthz"}}}] {
		found := liveness_probe.findings with input as given.container(container)
		count(found) == 0
	}
}
