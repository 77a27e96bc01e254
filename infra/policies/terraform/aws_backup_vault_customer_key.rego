# METADATA
# title: Backups are encrypted with a key of ours
# description: >-
#   A copy of the data deserves the same protection as the data.
# custom:
#   severity: high
#   fix: >-
#     Set kms_key_arn to a customer-managed key.
#   controls:
#     nist_800_53: [CP-9, SC-28(1)]
#     iso_27001: [A.8.13, A.8.24]
package syndic.policies.terraform.aws_backup_vault_customer_key

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_backup_vault")
	finding := terraform.require_present(resource, ["kms_key_arn"], "no customer-managed key encrypts it")
}
