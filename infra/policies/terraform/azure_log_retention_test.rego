package syndic.policies.terraform.azure_log_retention_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_log_retention
import rego.v1

test_bad_values_violate if {
	every values in [{"retention_in_days": null}, {"retention_in_days": 89}] {
		found := azure_log_retention.findings with input as given.plan("azurerm_log_analytics_workspace", values)
		given.violates(found)
	}
}

test_good_values_pass if {
	every values in [{"retention_in_days": 90}] {
		found := azure_log_retention.findings with input as given.plan("azurerm_log_analytics_workspace", values)
		count(found) == 0
	}
}

test_values_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every values in [{"retention_in_days": unknown}] {
		found := azure_log_retention.findings with input as given.plan("azurerm_log_analytics_workspace", values)
		given.undecided(found)
	}
}
