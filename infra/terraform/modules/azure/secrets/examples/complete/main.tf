# A vault with keys and the names of an environment's secrets. Names are examples.
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
  source = "../.."

  name                = "syndic-example"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  vault_name          = "syndic-example"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  secret_names        = ["database-api", "sessions"]
  log_workspace_id    = azurerm_log_analytics_workspace.this.id
  tags                = local.tags
}
