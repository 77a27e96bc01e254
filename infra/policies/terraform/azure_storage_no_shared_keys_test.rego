package syndic.policies.terraform.azure_storage_no_shared_keys_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_storage_no_shared_keys
import rego.v1

test_bad_values_violate if {
	every values in [{"shared_access_key_enabled": null}, {"shared_access_key_enabled": true}] {
		found := azure_storage_no_shared_keys.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"shared_access_key_enabled": false}] {
		found := azure_storage_no_shared_keys.findings with input as given.plan("azurerm_storage_account", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"shared_access_key_enabled": unknown}] {
		found := azure_storage_no_shared_keys.findings with input as given.plan("azurerm_storage_account", values)
		given.undecided(found)
	}
}
