# METADATA
# title: Storage accounts know identities, not shared keys
# description: >-
#   A shared key gives every right over the account, to whoever holds it, until it is replaced.
# custom:
#   severity: high
#   fix: >-
#     Set shared_access_key_enabled = false and give roles to managed identities.
#   controls:
#     nist_800_53: [AC-2, IA-5]
#     iso_27001: [A.5.17, A.8.5]
package syndic.policies.terraform.azure_storage_no_shared_keys

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_account")
	finding := terraform.require_one_of(resource, ["shared_access_key_enabled"], [false], "its shared keys can be used")
}
