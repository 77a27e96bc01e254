package syndic.policies.terraform.azure_database_backup_elsewhere_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_database_backup_elsewhere
import rego.v1

test_bad_values_violate if {
	every values in [
		{"geo_redundant_backup_enabled": null},
		{"geo_redundant_backup_enabled": false},
		{"geo_redundant_backup_enabled": false, "tags": {"environment": "production"}},
	] {
		found := azure_database_backup_elsewhere.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [
		{"geo_redundant_backup_enabled": true},
		{"geo_redundant_backup_enabled": false, "tags": {"environment": "staging"}},
	] {
		found := azure_database_backup_elsewhere.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"geo_redundant_backup_enabled": unknown}] {
		found := azure_database_backup_elsewhere.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.undecided(found)
	}
}
