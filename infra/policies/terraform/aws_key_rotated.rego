# METADATA
# title: Keys are rotated yearly
# description: >-
#   The longer one key encrypts, the more is lost with it.
# custom:
#   severity: medium
#   fix: >-
#     Set enable_key_rotation = true.
#   controls:
#     nist_800_53: [SC-12]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_key_rotated

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_kms_key")
	object.get(resource.values, "customer_master_key_spec", null) in {null, "SYMMETRIC_DEFAULT", terraform.unknown}
	finding := terraform.require_one_of(resource, ["enable_key_rotation"], [true], "it is not rotated")
}
