package syndic.policies.terraform.azure_registry_multiple_zones_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_registry_multiple_zones
import rego.v1

test_bad_values_violate if {
	every values in [{"zone_redundancy_enabled": null}, {"zone_redundancy_enabled": false}] {
		found := azure_registry_multiple_zones.findings with input as given.plan("azurerm_container_registry", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"zone_redundancy_enabled": true}] {
		found := azure_registry_multiple_zones.findings with input as given.plan("azurerm_container_registry", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"zone_redundancy_enabled": unknown}] {
		found := azure_registry_multiple_zones.findings with input as given.plan("azurerm_container_registry", values)
		given.undecided(found)
	}
}
