# METADATA
# title: Retention of containers cannot be taken back
# description: >-
#   A policy that is not locked is removed by whoever wants its blobs gone.
# custom:
#   severity: high
#   fix: >-
#     Set locked = true when the retention period is settled.
#   controls:
#     nist_800_53: [AU-9, AU-11]
#     iso_27001: [A.5.33, A.8.15]
package syndic.policies.terraform.azure_container_retention_locked

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_storage_container_immutability_policy")
	finding := terraform.require_one_of(resource, ["locked"], [true], "its retention can be taken back")
}
