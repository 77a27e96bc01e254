package syndic.policies.terraform.azure_registry_no_admin_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_registry_no_admin
import rego.v1

test_bad_values_violate if {
	every values in [{"admin_enabled": true}] {
		found := azure_registry_no_admin.findings with input as given.plan("azurerm_container_registry", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"admin_enabled": false}] {
		found := azure_registry_no_admin.findings with input as given.plan("azurerm_container_registry", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"admin_enabled": unknown}] {
		found := azure_registry_no_admin.findings with input as given.plan("azurerm_container_registry", values)
		given.undecided(found)
	}
}
