# METADATA
# title: The cluster checks what is applied to it
# description: >-
#   What is applied past the pipeline would be checked by nobody.
# custom:
#   severity: medium
#   fix: >-
#     Set azure_policy_enabled = true.
#   controls:
#     nist_800_53: [CM-6, CM-7]
#     iso_27001: [A.8.9]
package syndic.policies.terraform.azure_cluster_policy

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["azure_policy_enabled"], [true], "nothing checks what is applied to it")
}
