# METADATA
# title: The audit trail covers every region and proves that it is whole
# description: >-
#   What happens in a region that nobody watches is not seen, and a log that can be changed proves nothing.
# custom:
#   severity: high
#   fix: >-
#     Set is_multi_region_trail and enable_log_file_validation to true, and a kms_key_id.
#   controls:
#     nist_800_53: [AU-9, AU-12]
#     iso_27001: [A.8.15]
package syndic.policies.terraform.aws_trail_complete

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_cloudtrail")
	finding := terraform.require_one_of(resource, ["is_multi_region_trail"], [true], "it covers one region only")
}

findings contains finding if {
	some resource in terraform.resources("aws_cloudtrail")
	finding := terraform.require_one_of(resource, ["enable_log_file_validation"], [true], "its files can be changed without notice")
}

findings contains finding if {
	some resource in terraform.resources("aws_cloudtrail")
	finding := terraform.require_present(resource, ["kms_key_id"], "no customer-managed key encrypts it")
}
