package syndic.policies.terraform.azure_backup_vault_redundant_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_backup_vault_redundant
import rego.v1

test_bad_values_violate if {
	every values in [{"redundancy": null}, {"redundancy": "other"}] {
		found := azure_backup_vault_redundant.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"redundancy": "GeoRedundant"}] {
		found := azure_backup_vault_redundant.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"redundancy": unknown}] {
		found := azure_backup_vault_redundant.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		given.undecided(found)
	}
}
