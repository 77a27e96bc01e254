# METADATA
# title: Networks keep flow logs
# description: >-
#   Without them nobody can tell afterwards what an intruder reached.
# custom:
#   severity: medium
#   fix: >-
#     Add azurerm_network_watcher_flow_log with target_resource_id.
#   controls:
#     nist_800_53: [AU-12, SI-4]
#     iso_27001: [A.8.15, A.8.16]
package syndic.policies.terraform.azure_network_flow_logs

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_virtual_network")
	finding := terraform.require_companion(resource, "azurerm_network_watcher_flow_log", "target_resource_id", "no flow log watches it")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_network_watcher_flow_log")
	finding := terraform.require_one_of(resource, ["enabled"], [true], "the flow log is not enabled")
}
