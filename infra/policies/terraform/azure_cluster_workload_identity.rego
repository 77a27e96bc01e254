# METADATA
# title: Workloads sign in by their own identity
# description: >-
#   Otherwise they need keys that live long and are copied.
# custom:
#   severity: medium
#   fix: >-
#     Set oidc_issuer_enabled and workload_identity_enabled to true.
#   controls:
#     nist_800_53: [IA-2, IA-5]
#     iso_27001: [A.5.16, A.5.17]
package syndic.policies.terraform.azure_cluster_workload_identity

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["workload_identity_enabled"], [true], "workloads have no identity of their own")
}

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_one_of(resource, ["oidc_issuer_enabled"], [true], "it issues no tokens that others accept")
}
