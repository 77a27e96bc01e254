# METADATA
# title: Buckets keep versions
# description: >-
#   An object that is overwritten or deleted by mistake or malice could not be brought back.
# custom:
#   severity: high
#   fix: >-
#     Add aws_s3_bucket_versioning with status = "Enabled".
#   controls:
#     nist_800_53: [CP-9, SI-12]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_bucket_versioned

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket")
	finding := terraform.require_companion(resource, "aws_s3_bucket_versioning", "bucket", "it keeps no versions")
}

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket_versioning")
	finding := terraform.require_one_of(resource, ["versioning_configuration", "status"], ["Enabled"], "versioning is not enabled")
}
