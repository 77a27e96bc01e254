# Evidence, encrypted with a key of the vault. Names are examples.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.79"
    }
  }
}

provider "azurerm" {
  storage_use_azuread = true

  features {}
}

locals {
  tags = {
    owner       = "platform"
    environment = "example"
  }
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "syndic-example"
  location = "westeurope"

  tags = local.tags
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = "syndic-example"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  retention_in_days   = 90

  tags = local.tags
}

module "secrets" {
  source = "../../../secrets"

  name                = "syndic-example"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  vault_name          = "syndic-example"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  secret_names        = ["database-api", "sessions"]
  log_workspace_id    = azurerm_log_analytics_workspace.this.id
  tags                = local.tags
}

module "object_storage" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  account_name        = "syndicexample"
  buckets             = { evidence = { name = "evidence", lock_days = 30 } }
  key_id              = module.secrets.key_ids["data"]
  key_vault_id        = module.secrets.vault_id
  tags                = local.tags
}
