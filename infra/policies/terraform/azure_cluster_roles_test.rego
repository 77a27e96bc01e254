package syndic.policies.terraform.azure_cluster_roles_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_cluster_roles
import rego.v1

test_bad_values_violate if {
	every values in [{"role_based_access_control_enabled": false}] {
		found := azure_cluster_roles.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"role_based_access_control_enabled": true}] {
		found := azure_cluster_roles.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"role_based_access_control_enabled": unknown}] {
		found := azure_cluster_roles.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.undecided(found)
	}
}
