# One registry for all regions: Azure copies every image, and each region pulls from its own copy under one name.
#
# Azure cannot make all tags immutable; whoever pushes an image locks it (az acr repository update --write-enabled
# false). Deployments do not depend on it, because they name images by their digest.
resource "azurerm_container_registry" "this" {
  name                          = var.registry_name
  resource_group_name           = var.resource_group_name
  location                      = var.location
  sku                           = "Premium"
  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = false
  network_rule_bypass_option    = "AzureServices"
  data_endpoint_enabled         = true
  zone_redundancy_enabled       = true
  retention_policy_in_days      = var.untagged_days

  encryption = [{
    key_vault_key_id   = var.key_id
    identity_client_id = azurerm_user_assigned_identity.this.client_id
  }]

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  dynamic "georeplications" {
    for_each = var.copy_regions

    content {
      location                  = georeplications.value
      regional_endpoint_enabled = true
      zone_redundancy_enabled   = true
      tags                      = var.tags
    }
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }

  # Without the permission Azure cannot use the key.
  depends_on = [azurerm_role_assignment.key]
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-registry"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

# The registry may use this one key, and no other of the vault.
resource "azurerm_role_assignment" "key" {
  scope                = "${var.key_vault_id}/keys/${element(split("/", trimsuffix(var.key_id, "/")), 4)}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Scans every image that is pushed, and again when a new vulnerability becomes known. A subscription has one of these.
resource "azurerm_security_center_subscription_pricing" "this" {
  count = var.scans_subscription ? 1 : 0

  resource_type = "Containers"
  tier          = "Standard"
}
