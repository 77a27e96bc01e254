# An environment on Azure: one region, or two of the same shape. A file per subject calls its module once per region.
locals {
  name = "syndic-${var.environment}"

  tags = {
    owner       = var.owner
    environment = var.environment
  }

  # A module of the second region is called once or not at all.
  standbys = var.standby == null ? 0 : 1
  regions  = compact([var.primary.location, try(var.standby.location, "")])
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "primary" {
  name     = "${local.name}-${var.primary.location}"
  location = var.primary.location

  tags = local.tags
}

resource "azurerm_resource_group" "standby" {
  count = local.standbys

  name     = "${local.name}-${var.standby.location}"
  location = var.standby.location

  tags = local.tags
}
