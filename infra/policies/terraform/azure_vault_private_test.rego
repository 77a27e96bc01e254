package syndic.policies.terraform.azure_vault_private_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_vault_private
import rego.v1

test_bad_values_violate if {
	every values in [{"public_network_access_enabled": null}, {"public_network_access_enabled": true}] {
		found := azure_vault_private.findings with input as given.plan("azurerm_key_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"public_network_access_enabled": false}] {
		found := azure_vault_private.findings with input as given.plan("azurerm_key_vault", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"public_network_access_enabled": unknown}] {
		found := azure_vault_private.findings with input as given.plan("azurerm_key_vault", values)
		given.undecided(found)
	}
}
