package syndic.policies.terraform.azure_key_rotated_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_key_rotated
import rego.v1

test_bad_values_violate if {
	every values in [{}, {"rotation_policy": [{"expire_after": "P90D", "automatic": []}]}] {
		found := azure_key_rotated.findings with input as given.plan("azurerm_key_vault_key", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"rotation_policy": [{"automatic": [{"time_before_expiry": "P30D"}]}]}] {
		found := azure_key_rotated.findings with input as given.plan("azurerm_key_vault_key", values)
		count(found) == 0
	}
}
