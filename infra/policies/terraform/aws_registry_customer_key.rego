# METADATA
# title: Images are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the images be ended by disabling the key.
# custom:
#   severity: medium
#   fix: >-
#     Add encryption_configuration with encryption_type = "KMS" and a kms_key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_registry_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_ecr_repository")
	finding := terraform.require_one_of(resource, ["encryption_configuration", "encryption_type"], ["KMS", "KMS_DSSE"], "it is not encrypted with KMS")
}
