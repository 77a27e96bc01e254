package syndic.policies.terraform.azure_database_backup_retention_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_database_backup_retention
import rego.v1

test_bad_values_violate if {
	every values in [{"backup_retention_days": null}, {"backup_retention_days": 6}] {
		found := azure_database_backup_retention.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"backup_retention_days": 7}] {
		found := azure_database_backup_retention.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"backup_retention_days": unknown}] {
		found := azure_database_backup_retention.findings with input as given.plan("azurerm_postgresql_flexible_server", values)
		given.undecided(found)
	}
}
