package syndic.policies.terraform.azure_vault_audited_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_vault_audited
import rego.v1

test_alone_violates if {
	found := azure_vault_audited.findings with input as given.plan("azurerm_key_vault", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := azure_vault_audited.findings with input as given.pair("azurerm_key_vault", "azurerm_monitor_diagnostic_setting", "target_resource_id", {})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := azure_vault_audited.findings with input as given.strangers("azurerm_key_vault", "azurerm_monitor_diagnostic_setting", {})
	given.violates(found)
}
