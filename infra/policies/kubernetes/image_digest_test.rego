package syndic.policies.kubernetes.image_digest_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.image_digest
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"image": "server"}, {"image": "server:1.2.3"}] {
		found := image_digest.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"image": "registry.example/server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}] {
		found := image_digest.findings with input as given.container(container)
		count(found) == 0
	}
}
