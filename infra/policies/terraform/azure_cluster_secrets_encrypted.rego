# METADATA
# title: Secrets in the cluster are encrypted with a key of ours
# description: >-
#   Otherwise whoever reads etcd or a copy of it reads every Secret.
# custom:
#   severity: high
#   fix: >-
#     Add key_management_service with a key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.azure_cluster_secrets_encrypted

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("azurerm_kubernetes_cluster")
	finding := terraform.require_present(resource, ["key_management_service"], "its Secrets are not encrypted with a key of ours")
}
