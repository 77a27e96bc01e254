# METADATA
# title: Notifications are encrypted with a key of ours
# description: >-
#   Alarms name systems and what is wrong with them.
# custom:
#   severity: medium
#   fix: >-
#     Set kms_master_key_id to a customer-managed key.
#   controls:
#     nist_800_53: [SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_topic_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_sns_topic")
	finding := terraform.require_present(resource, ["kms_master_key_id"], "no customer-managed key encrypts it")
}
