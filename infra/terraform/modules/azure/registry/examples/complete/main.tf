# A registry whose images are copied to the paired region. Names and identifiers are examples.
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
  group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/syndic-example/providers"
}

module "registry" {
  source = "../.."

  name                = "syndic"
  registry_name       = "syndicexample"
  resource_group_name = "syndic-example"
  location            = "westeurope"
  copy_regions        = ["northeurope"]
  key_id              = "https://example-west.vault.azure.net/keys/data"
  key_vault_id        = "${local.group}/Microsoft.KeyVault/vaults/example-west"
  log_workspace_id    = "${local.group}/Microsoft.OperationalInsights/workspaces/west"

  private_endpoints = {
    network = {
      location  = "westeurope"
      subnet_id = "${local.group}/Microsoft.Network/virtualNetworks/west/subnets/endpoints"
      zone_id   = "${local.group}/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
    }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
