package syndic.policies.terraform.azure_database_customer_key_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_database_customer_key
import rego.v1

test_bad_values_violate if {
	every values in [{}, {"customer_managed_key": []}] {
		found := azure_database_customer_key.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"customer_managed_key": [{}]}] {
		found := azure_database_customer_key.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		count(found) == 0
	}
}
