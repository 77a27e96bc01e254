package syndic.policies.terraform.azure_secret_value_elsewhere_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_secret_value_elsewhere
import rego.v1

test_bad_values_violate if {
	every values in [{"value": "given"}] {
		found := azure_secret_value_elsewhere.findings with input as given.plan("azurerm_key_vault_secret", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"value": null}] {
		found := azure_secret_value_elsewhere.findings with input as given.plan("azurerm_key_vault_secret", values)
		count(found) == 0
	}
}
