# METADATA
# title: No value of a secret passes through Terraform
# description: >-
#   A value in the configuration, or made by Terraform, stands in the plan and in the state for whoever reads
#   them.
# custom:
#   severity: critical
#   fix: >-
#     Use secret_string_wo, or write the value with `syndic secrets`.
#   controls:
#     nist_800_53: [IA-5, SC-28]
#     iso_27001: [A.5.17, A.8.24]
package syndic.policies.terraform.aws_secret_value_elsewhere

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some type in ["aws_secretsmanager_secret_version"]
	some resource in terraform.resources(type)
	finding := terraform.require_absent(resource, ["secret_string"], "the value of the secret stands in plan and state")
}
