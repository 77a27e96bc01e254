# Where the state of an environment's infrastructure is kept, and the key that encrypts it. Applied once, before anything
# else, from a machine of the runner's network; its own state begins on the operator's disk and moves into the account.
provider "azurerm" {
  storage_use_azuread = true

  features {
    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

locals {
  name = "syndic-${var.environment}-state"

  tags = {
    owner       = var.owner
    environment = var.environment
  }
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = local.name
  location = var.location

  tags = local.tags
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = local.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  retention_in_days   = 365

  tags = local.tags
}

# Only its key for data is used; the others cost nothing until they are.
module "keys" {
  source = "../../../modules/azure/secrets"

  name                = local.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  vault_name          = var.vault_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  secret_names        = []
  log_workspace_id    = azurerm_log_analytics_workspace.this.id
  tags                = local.tags

  private_endpoints = {
    runner = { subnet_id = var.runner_subnet_id, zone_id = azurerm_private_dns_zone.this["vault"].id }
  }
}

# The container is made apart from the module, whose containers are immutable: a state is replaced by every apply.
# Its old versions and what was deleted can be called back for a year, and the account is copied to the paired region.
module "state" {
  source = "../../../modules/azure/object_storage"

  name                = local.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  account_name        = var.account_name
  buckets             = {}
  old_version_days    = 365
  key_id              = module.keys.key_ids["data"]
  key_vault_id        = module.keys.vault_id
  tags                = local.tags
}

resource "azurerm_storage_container" "state" {
  name                  = "state"
  storage_account_id    = module.state.store_id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = true
  }
}
