# METADATA
# title: Keys are rotated by a policy
# description: >-
#   The longer one key encrypts, the more is lost with it.
# custom:
#   severity: medium
#   fix: >-
#     Add rotation_policy with automatic.
#   controls:
#     nist_800_53: [SC-12]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_key_rotated

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault_key")
	finding := terraform.require_present(resource, ["rotation_policy", "automatic"], "nothing rotates it")
}
