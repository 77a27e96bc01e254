package syndic.policies.terraform.azure_registry_no_anonymous_pull_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_registry_no_anonymous_pull
import rego.v1

test_bad_values_violate if {
	every values in [{"anonymous_pull_enabled": true}] {
		found := azure_registry_no_anonymous_pull.findings with input as given.plan("azurerm_container_registry", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"anonymous_pull_enabled": false}] {
		found := azure_registry_no_anonymous_pull.findings with input as given.plan("azurerm_container_registry", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"anonymous_pull_enabled": unknown}] {
		found := azure_registry_no_anonymous_pull.findings with input as given.plan("azurerm_container_registry", values)
		given.undecided(found)
	}
}
