package syndic.policies.terraform.azure_storage_soft_delete_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_storage_soft_delete
import rego.v1

test_bad_values_violate if {
	every values in [
		{"blob_properties": [{"delete_retention_policy": [{"days": null}]}]},
		{"blob_properties": [{"delete_retention_policy": [{"days": 6}]}]},
	] {
		found := azure_storage_soft_delete.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"blob_properties": [{"delete_retention_policy": [{"days": 7}]}]}] {
		found := azure_storage_soft_delete.findings with input as given.plan("azurerm_storage_account", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"blob_properties": [{"delete_retention_policy": [{"days": unknown}]}]}] {
		found := azure_storage_soft_delete.findings with input as given.plan("azurerm_storage_account", values)
		given.undecided(found)
	}
}
