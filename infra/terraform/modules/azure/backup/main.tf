# Backups that Azure makes beside the platform's own: kept in a vault whose lock outlives an administrator's mistake,
# and which Azure copies to the paired region, where they can be restored from without waiting for the first.
resource "azurerm_data_protection_backup_vault" "this" {
  name                         = var.name
  resource_group_name          = var.resource_group_name
  location                     = var.location
  datastore_type               = "VaultStore"
  redundancy                   = "GeoRedundant"
  cross_region_restore_enabled = true
  immutability                 = var.locked ? "Locked" : "Unlocked"
  soft_delete                  = "On"
  retention_duration_in_days   = 30

  identity {
    type = "SystemAssigned"
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_data_protection_backup_vault_customer_managed_key" "this" {
  data_protection_backup_vault_id = azurerm_data_protection_backup_vault.this.id
  key_vault_key_id                = var.key_id

  # Without the permission Azure cannot use the key.
  depends_on = [azurerm_role_assignment.this]
}

locals {
  vault = azurerm_data_protection_backup_vault.this.identity[0].principal_id

  # What the vault may do: use one key, and read what it backs up.
  granted = merge(
    { key = { scope = "${var.key_vault_id}/keys/${split("/", var.key_id)[4]}", role = "Key Vault Crypto Service Encryption User" } },
    { for name, server in var.databases : "database/${name}" => { scope = server, role = "PostgreSQL Flexible Server Long Term Retention Backup Role" } },
    { for name, server in var.databases : "group/${name}" => { scope = regex("^(/subscriptions/[^/]+/resourceGroups/[^/]+)/", server)[0], role = "Reader" } },
    { for name, store in var.objects : "objects/${name}" => { scope = store.account_id, role = "Storage Account Backup Contributor" } },
  )
}

resource "azurerm_role_assignment" "this" {
  for_each = local.granted

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = local.vault
  principal_type       = "ServicePrincipal"
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "backups"
  target_resource_id         = azurerm_data_protection_backup_vault.this.id
  log_analytics_workspace_id = var.log_workspace_id

  enabled_log {
    category_group = "allLogs"
  }
}
