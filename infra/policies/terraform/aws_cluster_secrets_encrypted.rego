# METADATA
# title: Secrets in the cluster are encrypted with a key of ours
# description: >-
#   Otherwise whoever reads etcd or a copy of it reads every Secret.
# custom:
#   severity: high
#   fix: >-
#     Add encryption_config with resources = ["secrets"] and a key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_cluster_secrets_encrypted

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_eks_cluster")
	finding := terraform.require_present(resource, ["encryption_config", "resources"], "its Secrets are not encrypted with a key of ours")
}
