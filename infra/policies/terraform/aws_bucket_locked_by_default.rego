# METADATA
# title: Buckets with object lock retain every object
# description: >-
#   Object lock alone protects nothing: without a default retention each object could be deleted at once.
# custom:
#   severity: high
#   fix: >-
#     Add aws_s3_bucket_object_lock_configuration with a default_retention in days or years.
#   controls:
#     nist_800_53: [AU-9, AU-11]
#     iso_27001: [A.5.33, A.8.15]
package syndic.policies.terraform.aws_bucket_locked_by_default

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some bucket in terraform.resources("aws_s3_bucket")
	bucket.values.object_lock_enabled == true
	finding := terraform.require_companion(
		bucket, "aws_s3_bucket_object_lock_configuration", "bucket",
		"its objects can be locked and no default retention locks them",
	)
}

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket_object_lock_configuration")
	finding := terraform.require_one_of(
		resource, ["rule", "default_retention", "mode"], ["COMPLIANCE", "GOVERNANCE"],
		"it retains nothing by default",
	)
}
