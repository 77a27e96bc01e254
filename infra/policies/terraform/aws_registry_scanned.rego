# METADATA
# title: Images are scanned for known vulnerabilities
# description: >-
#   Otherwise nobody learns that what runs has a hole that is known.
# custom:
#   severity: medium
#   fix: >-
#     Set scan_on_push = true, or scan all repositories by aws_ecr_registry_scanning_configuration.
#   controls:
#     nist_800_53: [RA-5]
#     iso_27001: [A.8.8]
package syndic.policies.terraform.aws_registry_scanned

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	count(terraform.resources("aws_ecr_registry_scanning_configuration")) == 0
	some resource in terraform.resources("aws_ecr_repository")
	finding := terraform.require_one_of(resource, ["image_scanning_configuration", "scan_on_push"], [true], "its images are not scanned")
}
