locals {
  # One key per kind of data, so that a role can be given one and not the others.
  purposes = toset(["backups", "cluster", "data", "logs", "secrets"])

  # Most services wrap keys of their own; a cluster has its Secrets' keys encrypted.
  uses = { cluster = ["decrypt", "encrypt", "unwrapKey", "wrapKey"] }
}

# Made through the vault's private endpoint: whoever applies this runs inside the network.
resource "azurerm_key_vault_key" "this" {
  for_each = local.purposes

  name         = "${var.name}-${each.key}"
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = lookup(local.uses, each.key, ["unwrapKey", "wrapKey"])

  rotation_policy {
    expire_after         = "P${var.key_rotation_days + 90}D"
    notify_before_expiry = "P30D"

    automatic {
      time_after_creation = "P${var.key_rotation_days}D"
    }
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }

  # Otherwise the vault has no address yet when the keys are made.
  depends_on = [azurerm_private_endpoint.this]
}
