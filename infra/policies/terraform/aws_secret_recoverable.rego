# METADATA
# title: A deleted secret can be called back for a week
# description: >-
#   A secret that is gone at once takes all that needs it along.
# custom:
#   severity: medium
#   fix: >-
#     Leave recovery_window_in_days at 30, or set 7 or more.
#   controls:
#     nist_800_53: [CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_secret_recoverable

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_secretsmanager_secret")
	object.get(resource.values, "recovery_window_in_days", null) != null
	finding := terraform.require_at_least(resource, ["recovery_window_in_days"], 7, "its deletion can be called back for less than seven days")
}
