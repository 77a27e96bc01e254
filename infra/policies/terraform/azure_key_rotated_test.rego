package syndic.policies.terraform.azure_key_rotated_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_key_rotated
import rego.v1

test_bad_values_violate if {
	every values in [
		{},
		{"rotation_policy": [{"expire_after": "P90D", "automatic": []}]},
		{"rotation_policy": [{"automatic": [{"time_after_creation": null, "time_before_expiry": null}]}]},
	] {
		found := azure_key_rotated.findings with input as given.plan("azurerm_key_vault_key", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [
		{"rotation_policy": [{"automatic": [{"time_before_expiry": "P30D"}]}]},
		{"rotation_policy": [{"automatic": [{"time_after_creation": {"unknown_until_apply": true}}]}]},
	] {
		found := azure_key_rotated.findings with input as given.plan("azurerm_key_vault_key", values)
		count(found) == 0
	}
}

test_unknown_blocks_are_not_passed_over if {
	every values in [
		{"rotation_policy": {"unknown_until_apply": true}},
		{"rotation_policy": [{"automatic": {"unknown_until_apply": true}}]},
	] {
		found := azure_key_rotated.findings with input as given.plan("azurerm_key_vault_key", values)
		given.undecided(found)
	}
}
