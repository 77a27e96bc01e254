package syndic.policies.kubernetes.network_denied_by_default_test

import data.syndic.policies.library.given
import data.syndic.policies.kubernetes.network_denied_by_default
import rego.v1

test_a_namespace_without_policy_violates if {
	found := network_denied_by_default.findings with input as given.pod({})
	given.violates(found)
}

test_a_policy_for_some_pods_does_not_count if {
	found := network_denied_by_default.findings with input as under({"podSelector": {"matchLabels": {"app": "a"}}, "policyTypes": ["Ingress", "Egress"]})
	given.violates(found)
}

test_a_policy_that_allows_does_not_count if {
	found := network_denied_by_default.findings with input as under({"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "ingress": [{}]})
	given.violates(found)
}

test_a_policy_for_all_pods_passes if {
	found := network_denied_by_default.findings with input as under({"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})
	count(found) == 0
}

under(spec) := object.union(given.pod({}), {"objects": given.applied({"kind": "NetworkPolicy", "name": "default", "spec": spec}).objects})
