# METADATA
# title: There are no long-lived access keys
# description: >-
#   Such a key works from anywhere until somebody notices that it was copied, and it stands in the state.
# custom:
#   severity: critical
#   fix: >-
#     Use roles: by OIDC for pipelines, by pod identity for workloads.
#   controls:
#     nist_800_53: [AC-2, IA-5]
#     iso_27001: [A.5.17, A.8.5]
package syndic.policies.terraform.aws_no_access_keys

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_service_specific_credential"]
	some resource in terraform.resources(type)
	finding := terraform.violation(resource, [], "it is a credential that does not end by itself")
}
