package syndic.policies.terraform.azure_cache_tls_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_cache_tls
import rego.v1

test_bad_values_violate if {
	every values in [{"non_ssl_port_enabled": true}] {
		found := azure_cache_tls.findings with input as given.plan("azurerm_redis_cache", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"non_ssl_port_enabled": false}] {
		found := azure_cache_tls.findings with input as given.plan("azurerm_redis_cache", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"non_ssl_port_enabled": unknown}] {
		found := azure_cache_tls.findings with input as given.plan("azurerm_redis_cache", values)
		given.undecided(found)
	}
}
