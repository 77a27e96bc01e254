package syndic.policies.terraform.azure_role_not_owner_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_role_not_owner
import rego.v1

test_a_broad_role_violates if {
	every name in ["Owner", "Contributor", "User Access Administrator"] {
		found := azure_role_not_owner.findings with input as given.plan("azurerm_role_assignment", {"role_definition_name": name})
		given.violates(found)
	}
}

test_a_narrow_role_passes if {
	every values in [{"role_definition_name": "Key Vault Secrets User"}, {"role_definition_name": "Owner", "condition": "given"}] {
		found := azure_role_not_owner.findings with input as given.plan("azurerm_role_assignment", values)
		count(found) == 0
	}
}

test_a_role_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := azure_role_not_owner.findings with input as given.plan("azurerm_role_assignment", {"role_definition_name": unknown})
	given.undecided(found)
}
