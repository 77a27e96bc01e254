# The database of one region: the one that takes writes, or a copy of another region's that follows it and can be
# promoted. Azure makes no standby in another zone for a copy: switch it on when it has been promoted for good.
locals {
  # A copy brings its administrator, its databases and its version along.
  follows = var.source_instance != null
}

resource "azurerm_postgresql_flexible_server" "this" {
  name                = var.server_name
  resource_group_name = var.resource_group_name
  location            = var.location

  create_mode      = local.follows ? "Replica" : "Default"
  source_server_id = try(var.source_instance.id, null)
  version          = local.follows ? null : var.engine_version

  # Of a copy that is promoted the password is the one of its source.
  administrator_login               = local.follows ? null : var.administrator_name
  administrator_password_wo         = local.follows ? null : local.administrator.password
  administrator_password_wo_version = local.follows ? null : var.administrator_password_version

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = true
    tenant_id                     = var.tenant_id
  }

  sku_name          = var.sku_name
  storage_mb        = local.follows ? null : var.storage_gb * 1024
  auto_grow_enabled = true

  delegated_subnet_id           = var.subnet_id
  private_dns_zone_id           = azurerm_private_dns_zone.this.id
  public_network_access_enabled = false

  backup_retention_days        = local.follows ? null : var.backup_retention_days
  geo_redundant_backup_enabled = local.follows ? null : var.backup_copy != null

  dynamic "high_availability" {
    for_each = local.follows ? [] : [1]

    content {
      mode = "ZoneRedundant"
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [for identity in azurerm_user_assigned_identity.this : identity.id]
  }

  customer_managed_key {
    key_vault_key_id                     = var.key_id
    primary_user_assigned_identity_id    = azurerm_user_assigned_identity.this["data"].id
    geo_backup_key_vault_key_id          = try(var.backup_copy.key_id, null)
    geo_backup_user_assigned_identity_id = try(azurerm_user_assigned_identity.this["backups"].id, null)
  }

  maintenance_window {
    day_of_week  = 0
    start_hour   = 2
    start_minute = 30
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true

    # Azure moves the server between zones, and its storage grows by itself.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage_mb]
  }

  # Without the permission Azure cannot use the key, and without the link nobody finds the server.
  depends_on = [azurerm_role_assignment.keys, azurerm_private_dns_zone_virtual_network_link.this]
}

resource "azurerm_postgresql_flexible_server_database" "this" {
  count = local.follows ? 0 : 1

  name      = var.database_name
  server_id = azurerm_postgresql_flexible_server.this.id
  charset   = "UTF8"
  collation = "en_US.utf8"

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_management_lock" "this" {
  name       = "holds-data"
  scope      = azurerm_postgresql_flexible_server.this.id
  lock_level = "CanNotDelete"
  notes      = "Take the lock away only with the data's owner."
}
