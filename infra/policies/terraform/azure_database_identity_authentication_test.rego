package syndic.policies.terraform.azure_database_identity_authentication_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_database_identity_authentication
import rego.v1

test_bad_values_violate if {
	every values in [
		{"authentication": [{"active_directory_auth_enabled": null}]},
		{"authentication": [{"active_directory_auth_enabled": false}]},
	] {
		found := azure_database_identity_authentication.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"authentication": [{"active_directory_auth_enabled": true}]}] {
		found := azure_database_identity_authentication.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"authentication": [{"active_directory_auth_enabled": unknown}]}] {
		found := azure_database_identity_authentication.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.undecided(found)
	}
}
