# Azure backs databases up once a week here; between two of these the server itself keeps every moment.
resource "azurerm_data_protection_backup_policy_postgresql_flexible_server" "this" {
  count = length(var.databases) > 0 ? 1 : 0

  name                            = "databases"
  vault_id                        = azurerm_data_protection_backup_vault.this.id
  backup_repeating_time_intervals = ["R/2026-01-04T03:45:00+00:00/P1W"]
  time_zone                       = "UTC"

  default_retention_rule {
    life_cycle {
      duration        = "P${var.retention_days.weekly}D"
      data_store_type = "VaultStore"
    }
  }

  retention_rule {
    name     = "monthly"
    priority = 20

    life_cycle {
      duration        = "P${var.retention_days.monthly}D"
      data_store_type = "VaultStore"
    }

    criteria {
      absolute_criteria = "FirstOfMonth"
    }
  }
}

resource "azurerm_data_protection_backup_instance_postgresql_flexible_server" "this" {
  for_each = var.databases

  name             = each.key
  location         = var.location
  vault_id         = azurerm_data_protection_backup_vault.this.id
  server_id        = each.value
  backup_policy_id = azurerm_data_protection_backup_policy_postgresql_flexible_server.this[0].id

  depends_on = [azurerm_role_assignment.this]
}

resource "azurerm_data_protection_backup_policy_blob_storage" "this" {
  count = length(var.objects) > 0 ? 1 : 0

  name                             = "objects"
  vault_id                         = azurerm_data_protection_backup_vault.this.id
  backup_repeating_time_intervals  = ["R/2026-01-01T03:15:00+00:00/P1D"]
  time_zone                        = "UTC"
  vault_default_retention_duration = "P${var.retention_days.daily}D"

  retention_rule {
    name     = "monthly"
    priority = 15

    life_cycle {
      duration        = "P${var.retention_days.monthly}D"
      data_store_type = "VaultStore"
    }

    criteria {
      absolute_criteria = "FirstOfMonth"
    }
  }

  retention_rule {
    name     = "weekly"
    priority = 20

    life_cycle {
      duration        = "P${var.retention_days.weekly}D"
      data_store_type = "VaultStore"
    }

    criteria {
      absolute_criteria = "FirstOfWeek"
    }
  }
}

resource "azurerm_data_protection_backup_instance_blob_storage" "this" {
  for_each = var.objects

  name                            = each.key
  location                        = var.location
  vault_id                        = azurerm_data_protection_backup_vault.this.id
  storage_account_id              = each.value.account_id
  storage_account_container_names = each.value.containers
  backup_policy_id                = azurerm_data_protection_backup_policy_blob_storage.this[0].id

  depends_on = [azurerm_role_assignment.this]
}
