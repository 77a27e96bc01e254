# METADATA
# title: Every subnet has a security group
# description: >-
#   Without one, everything in the network reaches everything in the subnet.
# custom:
#   severity: medium
#   fix: >-
#     Add azurerm_subnet_network_security_group_association.
#   controls:
#     nist_800_53: [AC-4, SC-7]
#     iso_27001: [A.8.20, A.8.22]
package syndic.policies.terraform.azure_subnet_guarded

import data.syndic.policies.library.terraform
import rego.v1

# Azure refuses security groups, or gives them no effect, on the subnets of these services.
exempt := {"AzureFirewallSubnet", "AzureFirewallManagementSubnet", "GatewaySubnet", "RouteServerSubnet"}

findings contains finding if {
	some resource in terraform.resources("azurerm_subnet")
	not object.get(resource.values, "name", null) in exempt
	finding := terraform.require_companion(
		resource, "azurerm_subnet_network_security_group_association", "subnet_id",
		"no security group guards it",
	)
}
