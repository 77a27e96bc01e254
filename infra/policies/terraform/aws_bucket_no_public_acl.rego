# METADATA
# title: No ACL of a bucket lets everybody in
# description: >-
#   An ACL of this kind publishes every object to the internet.
# custom:
#   severity: critical
#   fix: >-
#     Remove the ACL; give access by a bucket policy to named roles.
#   controls:
#     nist_800_53: [AC-3, AC-6]
#     iso_27001: [A.5.15, A.8.3]
#   unknown: block
package syndic.policies.terraform.aws_bucket_no_public_acl

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket_acl")
	finding := terraform.require_one_of(resource, ["acl"], ["private", "log-delivery-write", "bucket-owner-full-control", "bucket-owner-read", null], "its ACL lets everybody in")
}
