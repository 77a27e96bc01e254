# Two regions, of which one is live. Names and identifiers are examples.
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

module "edge" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = "syndic-example"
  host_name           = "syndic.example.com"
  log_workspace_id    = "${local.group}/Microsoft.OperationalInsights/workspaces/west"

  zone = {
    id                  = "${local.group}/Microsoft.Network/dnsZones/example.com"
    name                = "example.com"
    resource_group_name = "syndic-example"
  }

  regions = {
    westeurope  = { host_name = "west.syndic.example.com", private_link_id = "${local.group}/Microsoft.Network/privateLinkServices/west", live = true }
    northeurope = { host_name = "north.syndic.example.com", private_link_id = "${local.group}/Microsoft.Network/privateLinkServices/north", live = false }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
