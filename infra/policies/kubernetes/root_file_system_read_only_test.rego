package syndic.policies.kubernetes.root_file_system_read_only_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.root_file_system_read_only
import rego.v1

test_bad_containers_violate if {
	every container in [{}, {"securityContext": {"readOnlyRootFilesystem": false}}] {
		found := root_file_system_read_only.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"securityContext": {"readOnlyRootFilesystem": true}}] {
		found := root_file_system_read_only.findings with input as given.container(container)
		count(found) == 0
	}
}
