package syndic.policies.terraform.azure_database_no_password_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_database_no_password
import rego.v1

test_bad_values_violate if {
	every values in [{"administrator_password": "given"}] {
		found := azure_database_no_password.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"administrator_password": null}] {
		found := azure_database_no_password.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		count(found) == 0
	}
}
