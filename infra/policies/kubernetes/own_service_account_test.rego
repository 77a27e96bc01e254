package syndic.policies.kubernetes.own_service_account_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.own_service_account
import rego.v1

test_bad_pods_violate if {
	every pod in [{}, {"serviceAccountName": "default"}] {
		found := own_service_account.findings with input as given.pod(pod)
		given.violates(found)
	}
}

test_good_pods_pass if {
	every pod in [{"serviceAccountName": "server"}] {
		found := own_service_account.findings with input as given.pod(pod)
		count(found) == 0
	}
}
