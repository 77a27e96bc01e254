# METADATA
# title: Vaults keep an audit log
# description: >-
#   Otherwise nobody can tell who used which key and read which secret.
# custom:
#   severity: medium
#   fix: >-
#     Add azurerm_monitor_diagnostic_setting with target_resource_id.
#   controls:
#     nist_800_53: [AU-2, AU-12]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.azure_vault_audited

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault")
	finding := terraform.require_companion(resource, "azurerm_monitor_diagnostic_setting", "target_resource_id", "no diagnostic setting logs who uses it")
}
