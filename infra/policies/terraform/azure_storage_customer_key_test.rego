package syndic.policies.terraform.azure_storage_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_storage_customer_key
import rego.v1

test_an_account_without_key_violates if {
	every values in [{}, {"customer_managed_key": []}] {
		found := azure_storage_customer_key.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_an_account_with_key_passes if {
	inside := azure_storage_customer_key.findings with input as given.plan("azurerm_storage_account", {"customer_managed_key": [{}]})
	count(inside) == 0
	beside := azure_storage_customer_key.findings with input as given.pair(
		"azurerm_storage_account", "azurerm_storage_account_customer_managed_key", "storage_account_id", {},
	)
	count(beside) == 0
}
