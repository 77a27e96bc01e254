package syndic.policies.terraform.azure_network_flow_logs_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_network_flow_logs
import rego.v1

test_alone_violates if {
	found := azure_network_flow_logs.findings with input as given.plan("azurerm_virtual_network", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := azure_network_flow_logs.findings with input as given.pair("azurerm_virtual_network", "azurerm_network_watcher_flow_log", "target_resource_id", {"enabled": true})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := azure_network_flow_logs.findings with input as given.strangers("azurerm_virtual_network", "azurerm_network_watcher_flow_log", {"enabled": true})
	given.violates(found)
}

test_a_companion_with_bad_values_violates if {
	found := azure_network_flow_logs.findings with input as given.pair("azurerm_virtual_network", "azurerm_network_watcher_flow_log", "target_resource_id", {})
	given.violates(found)
}

test_a_companion_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := azure_network_flow_logs.findings with input as given.pair("azurerm_virtual_network", "azurerm_network_watcher_flow_log", "target_resource_id", {"enabled": unknown})
	given.undecided(found)
}
