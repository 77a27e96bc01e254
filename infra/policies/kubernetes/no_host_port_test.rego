package syndic.policies.kubernetes.no_host_port_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_host_port
import rego.v1

test_bad_containers_violate if {
	every container in [{"ports": [{"containerPort": 80, "hostPort": 80}]}] {
		found := no_host_port.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"ports": [{"containerPort": 80}]}, {}] {
		found := no_host_port.findings with input as given.container(container)
		count(found) == 0
	}
}
