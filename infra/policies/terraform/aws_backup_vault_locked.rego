# METADATA
# title: Backups cannot be deleted before their time
# description: >-
#   Whoever takes over an account deletes the backups first.
# custom:
#   severity: high
#   fix: >-
#     Add aws_backup_vault_lock_configuration with min_retention_days.
#   controls:
#     nist_800_53: [AU-9, CP-9]
#     iso_27001: [A.8.13]
package syndic.policies.terraform.aws_backup_vault_locked

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some resource in terraform.resources("aws_backup_vault")
	finding := terraform.require_companion(resource, "aws_backup_vault_lock_configuration", "backup_vault_name", "its backups can be deleted at any time")
}

findings contains finding if {
	some resource in terraform.resources("aws_backup_vault_lock_configuration")
	finding := terraform.require_at_least(resource, ["min_retention_days"], 7, "its backups are locked for less than seven days")
}
