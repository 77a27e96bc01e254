# A cluster with a pool of nodes for the platform and a smaller one for its operations. Names and identifiers are examples.
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

data "azurerm_client_config" "current" {}

locals {
  group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/syndic-example/providers"
}

module "cluster" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = "syndic-example"
  location            = "westeurope"
  kubernetes_version  = "1.36"
  tenant_id           = data.azurerm_client_config.current.tenant_id
  administrator_ids   = ["00000000-0000-0000-0000-0000000000bb"]
  subnet_id           = "${local.group}/Microsoft.Network/virtualNetworks/west/subnets/private"
  api_subnet_id       = "${local.group}/Microsoft.Network/virtualNetworks/west/subnets/api"
  link_subnet_id      = "${local.group}/Microsoft.Network/virtualNetworks/west/subnets/public"
  secret_key_id       = "https://example-west.vault.azure.net/keys/cluster/0123456789abcdef0123456789abcdef"
  disk_key_id         = "https://example-west.vault.azure.net/keys/data"
  key_vault_id        = "${local.group}/Microsoft.KeyVault/vaults/example-west"
  log_workspace_id    = "${local.group}/Microsoft.OperationalInsights/workspaces/west"

  node_pools = {
    workloads  = { machine = "Standard_D4ds_v5", minimum = 3, maximum = 12 }
    operations = { machine = "Standard_D2ds_v5", minimum = 3, maximum = 4, disk_gb = 200 }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
