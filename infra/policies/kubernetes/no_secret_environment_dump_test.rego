package syndic.policies.kubernetes.no_secret_environment_dump_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_secret_environment_dump
import rego.v1

test_bad_containers_violate if {
	every container in [{"envFrom": [{"secretRef": {"name": "database"}}]}] {
		found := no_secret_environment_dump.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"envFrom": [{"configMapRef": {"name": "settings"}}]}, {}] {
		found := no_secret_environment_dump.findings with input as given.container(container)
		count(found) == 0
	}
}
