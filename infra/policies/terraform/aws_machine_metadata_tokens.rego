# METADATA
# title: Machines give credentials only to requests with a token
# description: >-
#   Otherwise one forged request through an application reads the credentials of the machine.
# custom:
#   severity: high
#   fix: >-
#     Set http_tokens = "required" in metadata_options.
#   controls:
#     nist_800_53: [AC-3, SC-7]
#     iso_27001: [A.8.9]
package syndic.policies.terraform.aws_machine_metadata_tokens

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_launch_template", "aws_instance"]
	some resource in terraform.resources(type)
	finding := terraform.require_one_of(resource, ["metadata_options", "http_tokens"], ["required"], "its metadata service answers without a token")
}
