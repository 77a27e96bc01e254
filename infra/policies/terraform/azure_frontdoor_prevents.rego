# METADATA
# title: The firewall at the edge prevents
# description: >-
#   A firewall that only detects lets the attack through and writes it down.
# custom:
#   severity: high
#   fix: >-
#     Set mode = "Prevention".
#   controls:
#     nist_800_53: [SC-7, SI-4]
#     iso_27001: [A.8.20, A.8.21]
package syndic.policies.terraform.azure_frontdoor_prevents

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_cdn_frontdoor_firewall_policy")
	finding := terraform.require_one_of(resource, ["mode"], ["Prevention"], "it only detects")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_cdn_frontdoor_firewall_policy")
	finding := terraform.require_one_of(resource, ["enabled"], [true, null], "it is not enabled")
}
