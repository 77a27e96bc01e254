# A database, and its copy in the paired region. Names and identifiers are examples.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.79"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }
}

provider "azurerm" {
  storage_use_azuread = true

  features {}
}

data "azurerm_client_config" "current" {}

locals {
  group     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/syndic-example/providers"
  networks  = "${local.group}/Microsoft.Network/virtualNetworks"
  vaults    = "${local.group}/Microsoft.KeyVault/vaults"
  workspace = "${local.group}/Microsoft.OperationalInsights/workspaces"

  tags = {
    owner       = "platform"
    environment = "example"
  }
}

module "database" {
  source = "../.."

  name                         = "syndic-example"
  server_name                  = "syndic-example-westeurope"
  resource_group_name          = "syndic-example"
  location                     = "westeurope"
  tenant_id                    = data.azurerm_client_config.current.tenant_id
  administrator_secret_name    = "database-administrator"
  administrator_secret_expires = "2027-06-01T00:00:00Z"
  subnet_id                    = "${local.networks}/west/subnets/data"
  network_ids                  = { primary = "${local.networks}/west", standby = "${local.networks}/north" }
  key_id                       = "https://example-west.vault.azure.net/keys/data"
  key_vault_id                 = "${local.vaults}/example-west"
  secret_vault_id              = "${local.vaults}/example-west"
  log_workspace_id             = "${local.workspace}/west"
  tags                         = local.tags

  backup_copy = {
    location     = "northeurope"
    key_id       = "https://example-north.vault.azure.net/keys/data"
    key_vault_id = "${local.vaults}/example-north"
  }
}

module "copy" {
  source = "../.."

  name                         = "syndic-example"
  server_name                  = "syndic-example-northeurope"
  resource_group_name          = "syndic-example"
  location                     = "northeurope"
  tenant_id                    = data.azurerm_client_config.current.tenant_id
  source_instance              = { id = module.database.instance_id }
  administrator_secret_name    = "database-administrator"
  administrator_secret_expires = "2027-06-01T00:00:00Z"
  subnet_id                    = "${local.networks}/north/subnets/data"
  network_ids                  = { primary = "${local.networks}/west", standby = "${local.networks}/north" }
  key_id                       = "https://example-north.vault.azure.net/keys/data"
  key_vault_id                 = "${local.vaults}/example-north"
  secret_vault_id              = "${local.vaults}/example-north"
  log_workspace_id             = "${local.workspace}/north"
  tags                         = local.tags
}
