package syndic.policies.kubernetes.no_token_mounted_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.no_token_mounted
import rego.v1

test_bad_pods_violate if {
	every pod in [{}, {"automountServiceAccountToken": true}, {"serviceAccountName": "server"}] {
		found := no_token_mounted.findings with input as given.pod(pod)
		given.violates(found)
	}
}

test_good_pods_pass if {
	every pod in [{"automountServiceAccountToken": false}] {
		found := no_token_mounted.findings with input as given.pod(pod)
		count(found) == 0
	}
}

test_an_account_that_refuses_passes if {
	workload := given.pod({"serviceAccountName": "server"})
	account := given.applied({"kind": "ServiceAccount", "name": "server", "automountServiceAccountToken": false})
	found := no_token_mounted.findings with input as object.union(workload, {"objects": account.objects})
	count(found) == 0
}
