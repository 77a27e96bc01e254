# METADATA
# title: Databases are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the data be ended by disabling the key, and the key's use be
#   audited.
# custom:
#   severity: high
#   fix: >-
#     Set kms_key_id to a customer-managed key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_database_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some resource in terraform.resources(type)
	object.get(resource.values, "replicate_source_db", null) == null
	finding := terraform.require_present(resource, ["kms_key_id"], "no customer-managed key encrypts its storage")
}
