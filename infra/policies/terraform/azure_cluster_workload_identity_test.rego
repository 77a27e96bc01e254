package syndic.policies.terraform.azure_cluster_workload_identity_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_cluster_workload_identity
import rego.v1

test_bad_values_violate if {
	every values in [
		{"workload_identity_enabled": null, "oidc_issuer_enabled": true},
		{"workload_identity_enabled": false, "oidc_issuer_enabled": true},
		{"workload_identity_enabled": true, "oidc_issuer_enabled": null},
		{"workload_identity_enabled": true, "oidc_issuer_enabled": false},
	] {
		found := azure_cluster_workload_identity.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"workload_identity_enabled": true, "oidc_issuer_enabled": true}] {
		found := azure_cluster_workload_identity.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [
		{"workload_identity_enabled": unknown, "oidc_issuer_enabled": true},
		{"workload_identity_enabled": true, "oidc_issuer_enabled": unknown},
	] {
		found := azure_cluster_workload_identity.findings with input as given.plan("azurerm_kubernetes_cluster", values)
		given.undecided(found)
	}
}
