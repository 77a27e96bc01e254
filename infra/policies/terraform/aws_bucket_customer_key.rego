# METADATA
# title: Buckets are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the data be ended by disabling the key, and the key's use be
#   audited.
# custom:
#   severity: high
#   fix: >-
#     Add aws_s3_bucket_server_side_encryption_configuration with sse_algorithm = "aws:kms" and a
#     kms_master_key_id. Where load balancers write access logs, sse_algorithm = "AES256": they write with no other.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_bucket_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket")
	finding := terraform.require_companion(resource, "aws_s3_bucket_server_side_encryption_configuration", "bucket", "its encryption is not configured")
}

findings contains finding if {
	some resource in configurations
	finding := terraform.require_one_of(resource, ["rule", "apply_server_side_encryption_by_default", "sse_algorithm"], ["aws:kms", "aws:kms:dsse"], "it is not encrypted with KMS")
}

findings contains finding if {
	some resource in configurations
	finding := terraform.require_present(resource, ["rule", "apply_server_side_encryption_by_default", "kms_master_key_id"], "no customer-managed key encrypts it")
}

configurations contains resource if {
	some resource in terraform.resources_of_aws("aws_s3_bucket_server_side_encryption_configuration")
	not takes_access_logs(resource)
}

# A load balancer writes its access logs with keys of S3's own, and into no bucket that has others.
takes_access_logs(configuration) if {
	some balancer in terraform.resources("aws_lb")
	some bucket in object.get(balancer.targets, "access_logs", [])
	bucket in object.get(configuration.targets, "bucket", [])
}
