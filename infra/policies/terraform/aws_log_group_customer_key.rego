# METADATA
# title: Logs are encrypted with a key of ours
# description: >-
#   Logs tell about people and systems, and who may read them is decided by the key.
# custom:
#   severity: medium
#   fix: >-
#     Set kms_key_id to a customer-managed key.
#   controls:
#     nist_800_53: [AU-9, SC-28(1)]
#     iso_27001: [A.8.15, A.8.24]
package syndic.policies.terraform.aws_log_group_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_cloudwatch_log_group")
	finding := terraform.require_present(resource, ["kms_key_id"], "no customer-managed key encrypts it")
}
