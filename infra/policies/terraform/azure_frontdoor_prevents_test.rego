package syndic.policies.terraform.azure_frontdoor_prevents_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_frontdoor_prevents
import rego.v1

test_bad_values_violate if {
	every values in [
		{"mode": null, "enabled": true},
		{"mode": "other", "enabled": true},
		{"mode": "Prevention", "enabled": false},
	] {
		found := azure_frontdoor_prevents.findings with input as given.plan("azurerm_cdn_frontdoor_firewall_policy", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"mode": "Prevention", "enabled": true}] {
		found := azure_frontdoor_prevents.findings with input as given.plan("azurerm_cdn_frontdoor_firewall_policy", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [
		{"mode": unknown, "enabled": true},
		{"mode": "Prevention", "enabled": unknown},
	] {
		found := azure_frontdoor_prevents.findings with input as given.plan("azurerm_cdn_frontdoor_firewall_policy", values)
		given.undecided(found)
	}
}
