provider "aws" {
  region = "eu-central-1"
}

variables {
  name         = "syndic-test"
  key_id       = "arn:aws:kms:eu-central-1:123456789012:key/backups"
  resource_ids = ["arn:aws:rds:eu-central-1:123456789012:db:syndic-test"]
  copies       = { eu-west-1 = "arn:aws:backup:eu-west-1:123456789012:backup-vault:syndic-test" }
  tags         = { owner = "platform", environment = "test" }
}

run "no_backup_is_deleted_before_its_time" {
  command = plan

  assert {
    condition     = aws_backup_vault.this.kms_key_arn == var.key_id && aws_backup_vault_lock_configuration.this.min_retention_days == 14
    error_message = "The vault is encrypted and locked for the shortest time a backup is kept."
  }

  assert {
    condition     = { for rule in aws_backup_plan.this[0].rule : rule.rule_name => one(rule.lifecycle).delete_after } == { daily = 14, weekly = 56, monthly = 365 }
    error_message = "Each backup ends when it was said to."
  }
}

run "every_backup_is_copied_to_another_region" {
  command = plan

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this[0].rule : one(rule.copy_action).destination_vault_arn == var.copies["eu-west-1"]])
    error_message = "No rule keeps its backups in one region."
  }

  assert {
    condition     = toset([for rule in aws_backup_plan.this[0].rule : one(one(rule.copy_action).lifecycle).delete_after == one(rule.lifecycle).delete_after]) == toset([true])
    error_message = "A copy lives as long as what it is a copy of."
  }
}

run "whoever_makes_backups_restores_none" {
  command = plan

  assert {
    condition     = !anytrue([for attachment in aws_iam_role_policy_attachment.this : can(regex("Restore", attachment.policy_arn))])
    error_message = "Restoring takes a role of its own."
  }
}

run "a_vault_for_copies_has_no_plan" {
  command = plan

  variables {
    resource_ids = []
    copies       = {}
  }

  assert {
    condition     = length(aws_backup_plan.this) == 0 && length(aws_iam_role.this) == 0 && output.plan_ids == {}
    error_message = "It only holds what others copy into it."
  }
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    key_id = "alias/backups"
  }

  expect_failures = [var.key_id]
}

run "everything_is_refused" {
  command = plan

  variables {
    resource_ids = ["arn:aws:rds:*"]
  }

  expect_failures = [var.resource_ids]
}

run "backups_in_one_region_are_refused" {
  command = plan

  variables {
    copies = {}
  }

  expect_failures = [var.copies]
}

run "a_vault_of_another_region_is_refused" {
  command = plan

  variables {
    copies = { eu-west-1 = "arn:aws:backup:eu-north-1:123456789012:backup-vault:syndic-test" }
  }

  expect_failures = [var.copies]
}

run "a_lock_without_grace_is_refused" {
  command = plan

  variables {
    lock_grace_days = 0
  }

  expect_failures = [var.lock_grace_days]
}

run "backups_for_three_days_are_refused" {
  command = plan

  variables {
    retention_days = { daily = 3, weekly = 56, monthly = 365 }
  }

  expect_failures = [var.retention_days]
}

run "weekly_backups_that_end_before_daily_ones_are_refused" {
  command = plan

  variables {
    retention_days = { daily = 14, weekly = 7, monthly = 365 }
  }

  expect_failures = [var.retention_days]
}

run "half_a_day_is_refused" {
  command = plan

  variables {
    retention_days = { daily = 14.5, weekly = 56, monthly = 365 }
  }

  expect_failures = [var.retention_days]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "missing_tags_are_refused" {
  command = plan

  variables {
    tags = { owner = "platform" }
  }

  expect_failures = [var.tags]
}
