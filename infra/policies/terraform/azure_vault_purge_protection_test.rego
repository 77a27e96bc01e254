package syndic.policies.terraform.azure_vault_purge_protection_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_vault_purge_protection
import rego.v1

test_bad_values_violate if {
	every values in [{"purge_protection_enabled": null}, {"purge_protection_enabled": false}] {
		found := azure_vault_purge_protection.findings with input as given.plan("azurerm_key_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"purge_protection_enabled": true}] {
		found := azure_vault_purge_protection.findings with input as given.plan("azurerm_key_vault", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"purge_protection_enabled": unknown}] {
		found := azure_vault_purge_protection.findings with input as given.plan("azurerm_key_vault", values)
		given.undecided(found)
	}
}
