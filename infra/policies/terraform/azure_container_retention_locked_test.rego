package syndic.policies.terraform.azure_container_retention_locked_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_container_retention_locked
import rego.v1

test_bad_values_violate if {
	every values in [{"locked": null}, {"locked": false}] {
		found := azure_container_retention_locked.findings with input as given.plan("azurerm_storage_container_immutability_policy", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"locked": true}] {
		found := azure_container_retention_locked.findings with input as given.plan("azurerm_storage_container_immutability_policy", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"locked": unknown}] {
		found := azure_container_retention_locked.findings with input as given.plan("azurerm_storage_container_immutability_policy", values)
		given.undecided(found)
	}
}
