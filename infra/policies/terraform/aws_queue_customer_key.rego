# METADATA
# title: Queues are encrypted with a key of ours
# description: >-
#   Messages hold the same data as the database they are about.
# custom:
#   severity: medium
#   fix: >-
#     Set kms_master_key_id to a customer-managed key.
#   controls:
#     nist_800_53: [SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_queue_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_sqs_queue")
	finding := terraform.require_present(resource, ["kms_master_key_id"], "no customer-managed key encrypts it")
}
