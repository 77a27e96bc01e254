package syndic.policies.terraform.azure_role_names_actions_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_role_names_actions
import rego.v1

test_a_wildcard_violates if {
	every action in ["*", "Microsoft.KeyVault/*"] {
		found := azure_role_names_actions.findings with input as role(action)
		given.violates(found)
	}
}

test_named_actions_pass if {
	every action in ["Microsoft.KeyVault/vaults/read", "*/read"] {
		found := azure_role_names_actions.findings with input as role(action)
		count(found) == 0
	}
}

test_permissions_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	found := azure_role_names_actions.findings with input as given.plan("azurerm_role_definition", {"permissions": unknown})
	given.undecided(found)
}

role(action) := given.plan("azurerm_role_definition", {"permissions": [{"actions": [action], "data_actions": []}]})
