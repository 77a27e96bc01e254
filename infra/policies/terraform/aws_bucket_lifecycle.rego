# METADATA
# title: Buckets say when objects end
# description: >-
#   Without a rule, old versions and parts of broken uploads are kept and paid for without end.
# custom:
#   severity: low
#   fix: >-
#     Add aws_s3_bucket_lifecycle_configuration with rules for old versions and incomplete uploads.
#   controls:
#     nist_800_53: [SI-12]
#     iso_27001: [A.8.10]
package syndic.policies.terraform.aws_bucket_lifecycle

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket")
	finding := terraform.require_companion(resource, "aws_s3_bucket_lifecycle_configuration", "bucket", "no rule says when its objects end")
}
