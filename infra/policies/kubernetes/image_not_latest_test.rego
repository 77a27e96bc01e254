package syndic.policies.kubernetes.image_not_latest_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.image_not_latest
import rego.v1

test_bad_containers_violate if {
	every container in [{"image": "server"}, {"image": "registry:5000/server"}, {"image": "server:latest"}] {
		found := image_not_latest.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"image": "server:1.2.3"}, {"image": "registry:5000/server:1.2.3"}, {"image": "registry.example/server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}] {
		found := image_not_latest.findings with input as given.container(container)
		count(found) == 0
	}
}
