package syndic.policies.terraform.azure_cluster_network_policy_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_cluster_network_policy
import rego.v1

test_bad_values_violate if {
	every values in [
		{"network_profile": [{"network_policy": null}]},
		{"network_profile": [{"network_policy": ""}]},
	] {
		found := azure_cluster_network_policy.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"network_profile": [{"network_policy": "given"}]}] {
		found := azure_cluster_network_policy.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		count(found) == 0
	}
}
