package syndic.policies.terraform.azure_cluster_no_local_accounts_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_cluster_no_local_accounts
import rego.v1

test_bad_values_violate if {
	every values in [{"local_account_disabled": null}, {"local_account_disabled": false}] {
		found := azure_cluster_no_local_accounts.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"local_account_disabled": true}] {
		found := azure_cluster_no_local_accounts.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"local_account_disabled": unknown}] {
		found := azure_cluster_no_local_accounts.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.undecided(found)
	}
}
