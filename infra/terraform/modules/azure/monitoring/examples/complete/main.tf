# Alarms on a database and on its copy. Names and identifiers are examples.
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

module "monitoring" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = "syndic-example"
  location            = "westeurope"
  mail_addresses      = ["platform@example.com"]
  log_workspace_id    = "${local.group}/Microsoft.OperationalInsights/workspaces/west"

  databases = {
    platform = { server_id = "${local.group}/Microsoft.DBforPostgreSQL/flexibleServers/syndic-example-westeurope" }
    copy     = { server_id = "${local.group}/Microsoft.DBforPostgreSQL/flexibleServers/syndic-example-northeurope", follows = true }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
