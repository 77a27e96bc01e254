package syndic.policies.terraform.azure_secret_expires_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_secret_expires
import rego.v1

test_bad_values_violate if {
	every values in [{"expiration_date": null}, {"expiration_date": ""}] {
		found := azure_secret_expires.findings with input as given.plan("azurerm_key_vault_secret", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"expiration_date": "given"}] {
		found := azure_secret_expires.findings with input as given.plan("azurerm_key_vault_secret", values)
		count(found) == 0
	}
}
