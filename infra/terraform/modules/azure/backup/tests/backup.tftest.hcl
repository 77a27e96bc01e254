provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  key_id              = "https://syndic-test.vault.azure.net/keys/backups"
  key_vault_id        = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  databases           = { platform = "/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/syndic-test" }
  objects             = { platform = { account_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a", containers = ["evidence"] } }
  log_workspace_id    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                = { owner = "platform", environment = "test" }
}

run "no_backup_is_deleted_before_its_time" {
  command = plan

  variables {
    locked = true
  }

  assert {
    condition     = azurerm_data_protection_backup_vault.this.immutability == "Locked" && azurerm_data_protection_backup_vault.this.soft_delete == "On"
    error_message = "The vault is locked, and what is deleted can be called back."
  }

  assert {
    condition     = one(one(azurerm_data_protection_backup_policy_postgresql_flexible_server.this[0].default_retention_rule).life_cycle).duration == "P56D" && azurerm_data_protection_backup_policy_blob_storage.this[0].vault_default_retention_duration == "P14D"
    error_message = "Each backup ends when it was said to."
  }
}

run "backups_are_copied_to_the_paired_region" {
  command = plan

  assert {
    condition     = azurerm_data_protection_backup_vault.this.redundancy == "GeoRedundant" && azurerm_data_protection_backup_vault.this.cross_region_restore_enabled
    error_message = "They can be restored from there."
  }
}

run "the_vault_may_use_one_key_and_read_what_it_backs_up" {
  command = plan

  assert {
    condition = { for name, grant in azurerm_role_assignment.this : name => grant.role_definition_name } == {
      "key"               = "Key Vault Crypto Service Encryption User"
      "database/platform" = "PostgreSQL Flexible Server Long Term Retention Backup Role"
      "group/platform"    = "Reader"
      "objects/platform"  = "Storage Account Backup Contributor"
    }
    error_message = "It may do nothing else."
  }

  assert {
    condition     = azurerm_role_assignment.this["key"].scope == "${var.key_vault_id}/keys/backups" && azurerm_role_assignment.this["group/platform"].scope == "/subscriptions/s/resourceGroups/r"
    error_message = "Each right is on what it is for."
  }
}

run "a_vault_that_backs_nothing_up_has_no_plan" {
  command = plan

  variables {
    databases = {}
    objects   = {}
  }

  assert {
    condition     = output.plan_ids == {}
    error_message = "There is nothing to plan."
  }
}

run "a_key_by_its_name_is_refused" {
  command = plan

  variables {
    key_id = "backups"
  }

  expect_failures = [var.key_id]
}

run "a_vault_by_its_name_is_refused" {
  command = plan

  variables {
    key_vault_id = "syndic-test"
  }

  expect_failures = [var.key_vault_id]
}

run "a_server_by_its_name_is_refused" {
  command = plan

  variables {
    databases = { platform = "syndic-test" }
  }

  expect_failures = [var.databases]
}

run "an_account_without_containers_is_refused" {
  command = plan

  variables {
    objects = { platform = { account_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a", containers = [] } }
  }

  expect_failures = [var.objects]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "a_bad_resource_group_is_refused" {
  command = plan

  variables {
    resource_group_name = "ends-with-a-dot."
  }

  expect_failures = [var.resource_group_name]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
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
