# METADATA
# title: Storage accounts refuse requests without TLS
# description: >-
#   A request in clear shows data and keys to whoever is on the path.
# custom:
#   severity: critical
#   fix: >-
#     Leave https_traffic_only_enabled at true.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.azure_storage_https_only

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["https_traffic_only_enabled"], [true, null], "it accepts requests in clear")
}
