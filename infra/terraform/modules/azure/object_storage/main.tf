resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-objects"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

# The account may use this one key, and no other of the vault.
resource "azurerm_role_assignment" "key" {
  scope                = "${var.key_vault_id}/keys/${element(split("/", trimsuffix(var.key_id, "/")), 4)}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Without shared keys, so the provider needs storage_use_azuread = true.
resource "azurerm_storage_account" "this" {
  name                              = var.account_name
  resource_group_name               = var.resource_group_name
  location                          = var.location
  account_tier                      = "Standard"
  account_kind                      = "StorageV2"
  account_replication_type          = var.replication
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  public_network_access_enabled     = false
  infrastructure_encryption_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  customer_managed_key {
    key_vault_key_id          = var.key_id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = var.old_version_days
    }

    container_delete_retention_policy {
      days = var.old_version_days
    }
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [azurerm_role_assignment.key]
}

resource "azurerm_storage_container" "this" {
  for_each = var.buckets

  name                  = each.value.name
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}
