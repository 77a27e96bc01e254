package syndic.policies.terraform.azure_backup_vault_locked_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_backup_vault_locked
import rego.v1

test_bad_values_violate if {
	every values in [{"immutability": null}, {"immutability": "other"}] {
		found := azure_backup_vault_locked.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"immutability": "Locked"}] {
		found := azure_backup_vault_locked.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"immutability": unknown}] {
		found := azure_backup_vault_locked.findings with input as given.plan("azurerm_data_protection_backup_vault", values)
		given.undecided(found)
	}
}

test_azurerm_recovery_services_vault_is_judged_too if {
	found := azure_backup_vault_locked.findings with input as given.plan("azurerm_recovery_services_vault", {"immutability": null})
	given.violates(found)
}
