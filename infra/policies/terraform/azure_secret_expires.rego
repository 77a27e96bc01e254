# METADATA
# title: Secrets end
# description: >-
#   A secret without an end is never replaced.
# custom:
#   severity: low
#   fix: >-
#     Set expiration_date.
#   controls:
#     nist_800_53: [IA-5]
#     iso_27001: [A.5.17]
package syndic.policies.terraform.azure_secret_expires

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_key_vault_secret")
	finding := terraform.require_present(resource, ["expiration_date"], "it has no end")
}
