package syndic.policies.terraform.azure_storage_no_public_blobs_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_storage_no_public_blobs
import rego.v1

test_bad_values_violate if {
	every values in [{"allow_nested_items_to_be_public": null}, {"allow_nested_items_to_be_public": true}] {
		found := azure_storage_no_public_blobs.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"allow_nested_items_to_be_public": false}] {
		found := azure_storage_no_public_blobs.findings with input as given.plan("azurerm_storage_account", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"allow_nested_items_to_be_public": unknown}] {
		found := azure_storage_no_public_blobs.findings with input as given.plan("azurerm_storage_account", values)
		given.undecided(found)
	}
}
