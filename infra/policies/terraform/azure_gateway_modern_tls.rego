# METADATA
# title: Gateways speak TLS 1.2 or newer
# description: >-
#   Older versions are broken: what they carry can be read.
# custom:
#   severity: high
#   fix: >-
#     Add ssl_policy with policy_name = "AppGwSslPolicy20220101" or a stricter one.
#   controls:
#     nist_800_53: [SC-8(1), SC-13]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_gateway_modern_tls

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_application_gateway")
	finding := terraform.require_one_of(resource, ["ssl_policy", "policy_name"], ["AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"], "it accepts versions of TLS before 1.2")
}
