# METADATA
# title: Secrets are encrypted with a key of ours
# description: >-
#   Only with a key of its own can access to the secret be ended by disabling the key, and its use be audited.
# custom:
#   severity: high
#   fix: >-
#     Set kms_key_id to a customer-managed key.
#   controls:
#     nist_800_53: [SC-12, SC-28(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_secret_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_secretsmanager_secret")
	finding := terraform.require_present(resource, ["kms_key_id"], "no customer-managed key encrypts it")
}
