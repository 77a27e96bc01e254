package syndic.policies.terraform.azure_gateway_modern_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_gateway_modern_tls
import rego.v1

test_bad_values_violate if {
	every values in [{"ssl_policy": [{"policy_name": null}]}, {"ssl_policy": [{"policy_name": "other"}]}] {
		found := azure_gateway_modern_tls.findings with input as given.plan("azurerm_application_gateway", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"ssl_policy": [{"policy_name": "AppGwSslPolicy20220101"}]}] {
		found := azure_gateway_modern_tls.findings with input as given.plan("azurerm_application_gateway", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"ssl_policy": [{"policy_name": unknown}]}] {
		found := azure_gateway_modern_tls.findings with input as given.plan("azurerm_application_gateway", values)
		given.undecided(found)
	}
}
