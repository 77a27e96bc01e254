package syndic.policies.terraform.azure_storage_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_storage_tls
import rego.v1

test_bad_values_violate if {
	every values in [{"min_tls_version": "other"}] {
		found := azure_storage_tls.findings with input as given.plan("azurerm_storage_account", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"min_tls_version": "TLS1_2"}] {
		found := azure_storage_tls.findings with input as given.plan("azurerm_storage_account", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"min_tls_version": unknown}] {
		found := azure_storage_tls.findings with input as given.plan("azurerm_storage_account", values)
		given.undecided(found)
	}
}
