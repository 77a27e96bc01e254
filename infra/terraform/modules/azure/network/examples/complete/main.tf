# A network with everything on. Region, ranges and the account for flow logs are examples.
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

resource "azurerm_resource_group" "this" {
  name     = "syndic-example"
  location = "westeurope"

  tags = local.tags
}

module "network" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  address_space       = "10.20.0.0/16"
  flow_log_storage_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/syndic-example/providers/Microsoft.Storage/storageAccounts/syndicflows"
  network_watcher     = { name = "NetworkWatcher_westeurope", resource_group_name = "NetworkWatcherRG" }
  tags                = local.tags
}
