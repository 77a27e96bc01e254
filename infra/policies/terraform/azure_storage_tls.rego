# METADATA
# title: Storage accounts speak TLS 1.2 or newer
# description: >-
#   Older versions are broken: what they carry can be read.
# custom:
#   severity: high
#   fix: >-
#     Leave min_tls_version at TLS1_2 or set a newer one.
#   controls:
#     nist_800_53: [SC-8(1), SC-13]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_storage_tls

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["min_tls_version"], ["TLS1_2", "TLS1_3", null], "it accepts versions of TLS before 1.2")
}
