# METADATA
# title: A deleted key can be called back for two weeks
# description: >-
#   With the key all that it encrypts is lost for good.
# custom:
#   severity: medium
#   fix: >-
#     Leave deletion_window_in_days at 30, or set 14 or more.
#   controls:
#     nist_800_53: [CP-9, SC-12]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_key_deletion_window

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_kms_key")
	object.get(resource.values, "deletion_window_in_days", null) != null
	finding := terraform.require_at_least(resource, ["deletion_window_in_days"], 14, "its deletion can be called back for less than 14 days")
}
