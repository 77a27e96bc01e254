package syndic.policies.terraform.azure_vault_roles_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_vault_roles
import rego.v1

test_bad_values_violate if {
	every values in [{"rbac_authorization_enabled": null}, {"rbac_authorization_enabled": false}] {
		found := azure_vault_roles.findings with input as given.plan("azurerm_key_vault", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"rbac_authorization_enabled": true}] {
		found := azure_vault_roles.findings with input as given.plan("azurerm_key_vault", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"rbac_authorization_enabled": unknown}] {
		found := azure_vault_roles.findings with input as given.plan("azurerm_key_vault", values)
		given.undecided(found)
	}
}
