# METADATA
# title: Buckets block all public access
# description: >-
#   A bucket policy or an object ACL that is wrong once would publish the data.
# custom:
#   severity: critical
#   fix: >-
#     Add aws_s3_bucket_public_access_block with all four settings true.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.3, A.8.12]
#   unknown: block
package syndic.policies.terraform.aws_bucket_public_access_blocked

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket")
	finding := terraform.require_companion(resource, "aws_s3_bucket_public_access_block", "bucket", "nothing blocks public access to it")
}

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket_public_access_block")
	finding := terraform.require_one_of(resource, ["block_public_acls"], [true], "block_public_acls is not true")
}

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket_public_access_block")
	finding := terraform.require_one_of(resource, ["block_public_policy"], [true], "block_public_policy is not true")
}

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket_public_access_block")
	finding := terraform.require_one_of(resource, ["ignore_public_acls"], [true], "ignore_public_acls is not true")
}

findings contains finding if {
	some resource in terraform.resources_of_aws("aws_s3_bucket_public_access_block")
	finding := terraform.require_one_of(resource, ["restrict_public_buckets"], [true], "restrict_public_buckets is not true")
}
