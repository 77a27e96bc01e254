# METADATA
# title: Keys are rotated by a policy
# description: >-
#   The longer one key encrypts, the more is lost with it.
# custom:
#   severity: medium
#   fix: >-
#     Add rotation_policy with automatic and a time in it.
#   controls:
#     nist_800_53: [SC-12]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_key_rotated

import data.syndic.policies.library.terraform
import rego.v1

# A block that states no time rotates nothing. A time that is unknown until apply is stated all the same.
findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault_key")
	every time in ["time_after_creation", "time_before_expiry"] {
		terraform.absent(terraform.at(resource, ["rotation_policy", "automatic", time]))
	}
	finding := terraform.violation(resource, ["rotation_policy"], "nothing rotates it")
}

# Of a block that is unknown as a whole nothing says that it will state a time.
findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault_key")
	some path in [["rotation_policy"], ["rotation_policy", "automatic"]]
	terraform.at(resource, path) == terraform.unknown
	finding := terraform.undecided(resource, ["rotation_policy"], "nothing rotates it")
}
