package syndic.policies.kubernetes.no_secret_in_environment_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_secret_in_environment
import rego.v1

test_bad_containers_violate if {
	every container in [{"env": [{"name": "DATABASE_PASSWORD", "value": "x"}]}, {"env": [{"name": "API_KEY", "value": "x"}]}] {
		found := no_secret_in_environment.findings with input as given.container(container)
		given.violates(found)
	}
}

test_good_containers_pass if {
	every container in [{"env": [{"name": "DATABASE_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "database"}}}, {"name": "LOG_LEVEL", "value": "info"}, {"name": "SECRET_STORE", "value": "vault"}]}, {}] {
		found := no_secret_in_environment.findings with input as given.container(container)
		count(found) == 0
	}
}
