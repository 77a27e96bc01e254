provider "azurerm" {
  features {}
}

variables {
  name                         = "syndic-test"
  server_name                  = "syndic-test-westeurope"
  resource_group_name          = "syndic-test"
  location                     = "westeurope"
  tenant_id                    = "00000000-0000-0000-0000-0000000000aa"
  administrator_secret_name    = "database-administrator"
  administrator_secret_expires = "2027-06-01T00:00:00Z"
  subnet_id                    = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/data"
  network_ids                  = { primary = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v" }
  key_id                       = "https://syndic-test.vault.azure.net/keys/data"
  key_vault_id                 = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  secret_vault_id              = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test"
  log_workspace_id             = "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w"
  tags                         = { owner = "platform", environment = "test" }
}

run "the_database_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = azurerm_postgresql_flexible_server.this.public_network_access_enabled == false && one(azurerm_postgresql_flexible_server.this.customer_managed_key).key_vault_key_id == var.key_id
    error_message = "The internet does not reach it, and a key of ours encrypts it."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server_configuration.this["require_secure_transport"].value == "on" && azurerm_postgresql_flexible_server_configuration.this["ssl_min_protocol_version"].value == "TLSv1.2"
    error_message = "Nobody connects in clear."
  }

  assert {
    condition     = one(azurerm_postgresql_flexible_server.this.authentication).active_directory_auth_enabled
    error_message = "Identities can sign in."
  }
}

run "the_server_uses_one_key_of_the_vault" {
  command = plan

  assert {
    condition     = azurerm_role_assignment.keys["data"].scope == "${var.key_vault_id}/keys/data"
    error_message = "It may use no other."
  }
}

run "the_database_survives_a_zone_and_a_mistake" {
  command = plan

  assert {
    condition     = one(azurerm_postgresql_flexible_server.this.high_availability).mode == "ZoneRedundant" && azurerm_management_lock.this.lock_level == "CanNotDelete"
    error_message = "It has a standby in another zone, and nobody deletes it by mistake."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.backup_retention_days == 35
    error_message = "It can be restored to any moment of five weeks."
  }
}

run "backups_are_copied_under_a_key_of_their_region" {
  command = plan

  variables {
    backup_copy = {
      location     = "northeurope"
      key_id       = "https://syndic-north.vault.azure.net/keys/data"
      key_vault_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-north"
    }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.geo_redundant_backup_enabled && one(azurerm_postgresql_flexible_server.this.customer_managed_key).geo_backup_key_vault_key_id == var.backup_copy.key_id
    error_message = "The copy is encrypted where it lies."
  }

  assert {
    condition     = azurerm_user_assigned_identity.this["backups"].location == "northeurope"
    error_message = "Its identity is of that region, as Azure demands."
  }
}

run "no_password_is_planned" {
  command = plan

  assert {
    condition     = azurerm_postgresql_flexible_server.this.administrator_password == null && azurerm_key_vault_secret.administrator[0].value == null
    error_message = "The password is written and never kept."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.administrator_password_wo_version == azurerm_key_vault_secret.administrator[0].value_wo_version
    error_message = "A new password reaches the vault and the database in the same apply."
  }
}

run "a_copy_follows_its_source" {
  command = plan

  variables {
    source_instance = { id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/syndic-test-northeurope" }
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.create_mode == "Replica" && azurerm_postgresql_flexible_server.this.source_server_id == var.source_instance.id
    error_message = "It follows."
  }

  assert {
    condition     = length(azurerm_key_vault_secret.administrator) == 0 && output.administrator_secret_id == null && length(azurerm_postgresql_flexible_server_database.this) == 0
    error_message = "Its administrator and its databases are its source's."
  }
}

run "a_source_by_its_name_is_refused" {
  command = plan

  variables {
    source_instance = { id = "syndic-test" }
  }

  expect_failures = [var.source_instance]
}

run "a_burstable_machine_is_refused" {
  command = plan

  variables {
    sku_name = "B_Standard_B1ms"
  }

  expect_failures = [var.sku_name]
}

run "storage_that_azure_does_not_offer_is_refused" {
  command = plan

  variables {
    storage_gb = 100
  }

  expect_failures = [var.storage_gb]
}

run "a_subnet_by_its_name_is_refused" {
  command = plan

  variables {
    subnet_id = "data"
  }

  expect_failures = [var.subnet_id]
}

run "no_network_is_refused" {
  command = plan

  variables {
    network_ids = {}
  }

  expect_failures = [var.network_ids]
}

run "a_key_by_its_name_is_refused" {
  command = plan

  variables {
    key_id = "data"
  }

  expect_failures = [var.key_id]
}

run "a_vault_of_keys_by_its_name_is_refused" {
  command = plan

  variables {
    key_vault_id = "syndic-test"
  }

  expect_failures = [var.key_vault_id]
}

run "a_vault_of_secrets_by_its_name_is_refused" {
  command = plan

  variables {
    secret_vault_id = "syndic-test"
  }

  expect_failures = [var.secret_vault_id]
}

run "a_copy_of_backups_in_the_same_region_is_refused" {
  command = plan

  variables {
    backup_copy = { location = "westeurope", key_id = "https://syndic-test.vault.azure.net/keys/data", key_vault_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test" }
  }

  expect_failures = [var.backup_copy]
}

run "a_copy_of_backups_without_a_key_is_refused" {
  command = plan

  variables {
    backup_copy = { location = "northeurope", key_id = "data", key_vault_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/syndic-test" }
  }

  expect_failures = [var.backup_copy]
}

run "a_workspace_by_name_is_refused" {
  command = plan

  variables {
    log_workspace_id = "logs"
  }

  expect_failures = [var.log_workspace_id]
}

run "a_secret_with_slashes_is_refused" {
  command = plan

  variables {
    administrator_secret_name = "syndic/test/administrator"
  }

  expect_failures = [var.administrator_secret_name]
}

run "a_server_in_capitals_is_refused" {
  command = plan

  variables {
    server_name = "Syndic"
  }

  expect_failures = [var.server_name]
}

run "a_directory_by_name_is_refused" {
  command = plan

  variables {
    tenant_id = "example.onmicrosoft.com"
  }

  expect_failures = [var.tenant_id]
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

run "an_old_version_of_postgresql_is_refused" {
  command = plan

  variables {
    engine_version = "12"
  }

  expect_failures = [var.engine_version]
}

run "a_minor_version_is_refused" {
  command = plan

  variables {
    engine_version = "17.2"
  }

  expect_failures = [var.engine_version]
}

run "a_database_of_postgresql_itself_is_refused" {
  command = plan

  variables {
    database_name = "postgres"
  }

  expect_failures = [var.database_name]
}

run "an_administrator_of_the_cloud_is_refused" {
  command = plan

  variables {
    administrator_name = "azure_superuser"
  }

  expect_failures = [var.administrator_name]
}

run "half_a_password_is_refused" {
  command = plan

  variables {
    administrator_password_version = 1.5
  }

  expect_failures = [var.administrator_password_version]
}

run "backups_for_three_days_are_refused" {
  command = plan

  variables {
    backup_retention_days = 3
  }

  expect_failures = [var.backup_retention_days]
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

run "a_day_without_a_time_is_refused" {
  command = plan

  variables {
    administrator_secret_expires = "2027-06-01"
  }

  expect_failures = [var.administrator_secret_expires]
}
