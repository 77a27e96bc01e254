# METADATA
# title: Buckets that hold objects are not destroyed
# description: >-
#   With force_destroy, destroying the bucket deletes every object and version in it.
# custom:
#   severity: high
#   fix: >-
#     Remove force_destroy.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_bucket_kept_when_not_empty

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket")
	finding := terraform.require_one_of(resource, ["force_destroy"], [false, null], "destroying it deletes all objects")
}
