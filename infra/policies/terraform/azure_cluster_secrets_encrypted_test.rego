package syndic.policies.terraform.azure_cluster_secrets_encrypted_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_cluster_secrets_encrypted
import rego.v1

test_bad_values_violate if {
	every values in [{}, {"key_management_service": []}] {
		found := azure_cluster_secrets_encrypted.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"key_management_service": [{}]}] {
		found := azure_cluster_secrets_encrypted.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		count(found) == 0
	}
}
