package syndic.policies.terraform.azure_container_private_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_container_private
import rego.v1

test_bad_values_violate if {
	every values in [{"container_access_type": "other"}] {
		found := azure_container_private.findings with input as given.plan("azurerm_storage_container", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"container_access_type": "private"}] {
		found := azure_container_private.findings with input as given.plan("azurerm_storage_container", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"container_access_type": unknown}] {
		found := azure_container_private.findings with input as given.plan("azurerm_storage_container", values)
		given.undecided(found)
	}
}
