# METADATA
# title: A tag of an image always means the same image
# description: >-
#   A tag that can be moved lets something else run than was tested and approved.
# custom:
#   severity: high
#   fix: >-
#     Set image_tag_mutability = "IMMUTABLE".
#   controls:
#     nist_800_53: [CM-5, SI-7]
#     iso_27001: [A.8.9, A.8.32]
package syndic.policies.terraform.aws_registry_immutable_tags

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_ecr_repository")
	finding := terraform.require_one_of(resource, ["image_tag_mutability"], ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"], "its tags can be moved")
}
