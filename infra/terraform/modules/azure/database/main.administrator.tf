# The administrator makes the roles of the processes and is used for nothing else. The password exists in the vault and
# in the database: Terraform hands it on without keeping it, neither in the plan nor in the state.
locals {
  administrator = local.follows ? { password = null } : jsondecode(ephemeral.azurerm_key_vault_secret.administrator[0].value)
}

ephemeral "random_password" "administrator" {
  length           = 40
  override_special = "-_.~" # safe in a URL
}

resource "azurerm_key_vault_secret" "administrator" {
  count = local.follows ? 0 : 1

  name             = var.administrator_secret_name
  key_vault_id     = var.secret_vault_id
  content_type     = "application/json"
  value_wo         = jsonencode({ username = var.administrator_name, password = ephemeral.random_password.administrator.result })
  value_wo_version = var.administrator_password_version
  expiration_date  = var.administrator_secret_expires

  tags = var.tags
}

# Read back, not handed on: an apply that was interrupted between the two goes on with the password that was stored.
ephemeral "azurerm_key_vault_secret" "administrator" {
  count = local.follows ? 0 : 1

  name         = azurerm_key_vault_secret.administrator[0].name
  key_vault_id = azurerm_key_vault_secret.administrator[0].key_vault_id
  version      = azurerm_key_vault_secret.administrator[0].version
}
