# METADATA
# title: The web application firewall prevents
# description: >-
#   A firewall that only detects lets the attack through and writes it down.
# custom:
#   severity: high
#   fix: >-
#     Set mode = "Prevention" and leave the policy enabled.
#   controls:
#     nist_800_53: [SC-7, SI-4]
#     iso_27001: [A.8.20, A.8.21]
package syndic.policies.terraform.azure_firewall_prevents

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["azurerm_web_application_firewall_policy"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["policy_settings", "mode"], ["Prevention", null], "it only detects")
}

findings contains finding if {
	some type in ["azurerm_web_application_firewall_policy"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["policy_settings", "enabled"], [true, null], "it is not enabled")
}
