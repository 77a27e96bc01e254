# METADATA
# title: People and processes can sign in to databases by identity
# description: >-
#   Sign-in by IAM gives credentials that live for minutes instead of passwords that are copied.
# custom:
#   severity: medium
#   fix: >-
#     Set iam_database_authentication_enabled = true.
#   controls:
#     nist_800_53: [IA-2, IA-5]
#     iso_27001: [A.5.17, A.8.5]
package syndic.policies.terraform.aws_database_identity_authentication

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["iam_database_authentication_enabled"], [true], "it knows passwords only")
}
