package syndic.policies.terraform.azure_subnet_guarded_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.azure_subnet_guarded
import rego.v1

test_a_subnet_without_group_violates if {
	found := azure_subnet_guarded.findings with input as given.plan("azurerm_subnet", {"name": "data"})
	given.violates(found)
}

test_a_subnet_with_group_passes if {
	found := azure_subnet_guarded.findings with input as given.pair("azurerm_subnet", "azurerm_subnet_network_security_group_association", "subnet_id", {})
	count(found) == 0
}

test_the_subnet_of_a_gateway_passes if {
	found := azure_subnet_guarded.findings with input as given.plan("azurerm_subnet", {"name": "GatewaySubnet"})
	count(found) == 0
}
