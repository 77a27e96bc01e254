package syndic.policies.terraform.azure_firewall_prevents_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_firewall_prevents
import rego.v1

test_bad_values_violate if {
	every values in [{"policy_settings": [{"mode": "Detection"}]}, {"policy_settings": [{"enabled": false}]}] {
		found := azure_firewall_prevents.findings with input as given.plan("azurerm_web_application_firewall_policy", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"policy_settings": [{"mode": "Prevention", "enabled": true}]}, {}] {
		found := azure_firewall_prevents.findings with input as given.plan("azurerm_web_application_firewall_policy", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [
		{"policy_settings": [{"mode": unknown, "enabled": true}]},
		{"policy_settings": [{"mode": "Prevention", "enabled": unknown}]},
	] {
		found := azure_firewall_prevents.findings with input as given.plan("azurerm_web_application_firewall_policy", values)
		given.undecided(found)
	}
}
