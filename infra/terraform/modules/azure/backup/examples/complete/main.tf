# A vault that holds backups of a database and of two containers. Names and identifiers are examples.
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

module "backup" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = "syndic-example"
  location            = "westeurope"
  key_id              = "https://example-west.vault.azure.net/keys/backups"
  key_vault_id        = "${local.group}/Microsoft.KeyVault/vaults/example-west"
  databases           = { platform = "${local.group}/Microsoft.DBforPostgreSQL/flexibleServers/syndic-example-westeurope" }
  objects             = { platform = { account_id = "${local.group}/Microsoft.Storage/storageAccounts/syndicexample", containers = ["evidence", "backups"] } }
  log_workspace_id    = "${local.group}/Microsoft.OperationalInsights/workspaces/west"

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
