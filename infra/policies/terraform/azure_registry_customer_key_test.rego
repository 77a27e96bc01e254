package syndic.policies.terraform.azure_registry_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_registry_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{}, {"encryption": []}] {
		found := azure_registry_customer_key.findings with input as given.plan("azurerm_container_registry", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"encryption": [{"key_vault_key_id": "given"}]}] {
		found := azure_registry_customer_key.findings with input as given.plan("azurerm_container_registry", values)
		count(found) == 0
	}
}
