package syndic.policies.terraform.aws_backup_vault_locked_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_backup_vault_locked
import rego.v1

test_alone_violates if {
	found := aws_backup_vault_locked.findings with input as given.plan("aws_backup_vault", {})
	given.violates(found)
}

test_with_its_companion_passes if {
	found := aws_backup_vault_locked.findings with input as given.pair("aws_backup_vault", "aws_backup_vault_lock_configuration", "backup_vault_name", {"min_retention_days": 7})
	count(found) == 0
}

test_a_companion_of_another_does_not_count if {
	found := aws_backup_vault_locked.findings with input as given.strangers("aws_backup_vault", "aws_backup_vault_lock_configuration", {"min_retention_days": 7})
	given.violates(found)
}

test_a_companion_with_bad_values_violates if {
	found := aws_backup_vault_locked.findings with input as given.pair("aws_backup_vault", "aws_backup_vault_lock_configuration", "backup_vault_name", {})
	given.violates(found)
}

test_a_companion_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := aws_backup_vault_locked.findings with input as given.pair("aws_backup_vault", "aws_backup_vault_lock_configuration", "backup_vault_name", {"min_retention_days": unknown})
	given.undecided(found)
}
