# METADATA
# title: The cluster's API keeps an audit log
# description: >-
#   Otherwise nobody can tell who changed what.
# custom:
#   severity: medium
#   fix: >-
#     Put "api", "audit" and "authenticator" into enabled_cluster_log_types.
#   controls:
#     nist_800_53: [AU-2, AU-12]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.aws_cluster_audit_logs

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_eks_cluster")
	finding := terraform.require_items(resource, ["enabled_cluster_log_types"], ["api", "audit", "authenticator"], "it keeps no complete audit log")
}
