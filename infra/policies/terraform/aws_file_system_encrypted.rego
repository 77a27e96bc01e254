# METADATA
# title: File systems are encrypted at rest
# description: >-
#   Whoever obtains a disk or a copy of it reads all of it.
# custom:
#   severity: high
#   fix: >-
#     Set encrypted = true and kms_key_id.
#   controls:
#     nist_800_53: [SC-28, SC-28(1)]
#     iso_27001: [A.8.24]
#   unknown: block
package syndic.policies.terraform.aws_file_system_encrypted

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_efs_file_system", "aws_ebs_volume"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["encrypted"], [true], "it is not encrypted")
}
