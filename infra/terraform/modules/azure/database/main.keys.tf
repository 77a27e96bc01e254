# What the server encrypts with: a key of its region, and one of the region that holds a copy of its backups.
locals {
  keys = merge(
    { data = { location = var.location, key_id = var.key_id, key_vault_id = var.key_vault_id } },
    var.backup_copy == null ? {} : { backups = var.backup_copy },
  )
}

resource "azurerm_user_assigned_identity" "this" {
  for_each = local.keys

  name                = "${var.name}-database-${each.key}"
  resource_group_name = var.resource_group_name
  location            = each.value.location

  tags = var.tags
}

# The server may use this one key, and no other of the vault.
resource "azurerm_role_assignment" "keys" {
  for_each = local.keys

  scope                = "${each.value.key_vault_id}/keys/${element(split("/", trimsuffix(each.value.key_id, "/")), 4)}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this[each.key].principal_id
  principal_type       = "ServicePrincipal"
}
