package syndic.policies.terraform.azure_storage_versioned_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_storage_versioned
import rego.v1

test_bad_values_violate if {
	every values in [
		{"blob_properties": [{"versioning_enabled": null}]},
		{"blob_properties": [{"versioning_enabled": false}]},
	] {
		found := azure_storage_versioned.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"blob_properties": [{"versioning_enabled": true}]}] {
		found := azure_storage_versioned.findings with input as given.plan("azurerm_storage_account", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"blob_properties": [{"versioning_enabled": unknown}]}] {
		found := azure_storage_versioned.findings with input as given.plan("azurerm_storage_account", values)
		given.undecided(found)
	}
}
