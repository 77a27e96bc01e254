locals {
  numbered = { for number, zone in var.zones : zone => number }

  # One sixteenth of the network per subnet.
  ranges = {
    public    = { for zone, number in local.numbered : zone => cidrsubnet(var.address_space, 4, number) }
    private   = { for zone, number in local.numbered : zone => cidrsubnet(var.address_space, 4, number + 4) }
    data      = cidrsubnet(var.address_space, 4, 8)
    api       = cidrsubnet(var.address_space, 4, 9)
    endpoints = cidrsubnet(var.address_space, 4, 12)
  }
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = [var.address_space]

  tags = var.tags
}

# An Azure subnet spans all zones. There is one per zone all the same, because a NAT gateway stands in one zone.
resource "azurerm_subnet" "public" {
  for_each = local.ranges.public

  name                            = "${var.name}-public-${each.key}"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [each.value]
  default_outbound_access_enabled = false

  # Private links to the cluster's balancer take their addresses here.
  private_link_service_network_policies_enabled = false
}

resource "azurerm_subnet" "private" {
  for_each = local.ranges.private

  name                            = "${var.name}-private-${each.key}"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [each.value]
  default_outbound_access_enabled = false
}

# Flexible servers spread themselves over the zones, from one subnet that is theirs alone.
resource "azurerm_subnet" "data" {
  name                            = "${var.name}-data"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [local.ranges.data]
  default_outbound_access_enabled = false

  delegation {
    name = "databases"

    service_delegation {
      name    = "Microsoft.DBforPostgreSQL/flexibleServers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

# The cluster's API server stands in a subnet that is its alone.
resource "azurerm_subnet" "api" {
  name                            = "${var.name}-api"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [local.ranges.api]
  default_outbound_access_enabled = false

  delegation {
    name = "clusters"

    service_delegation {
      name    = "Microsoft.ContainerService/managedClusters"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet" "endpoints" {
  name                              = "${var.name}-endpoints"
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.this.name
  address_prefixes                  = [local.ranges.endpoints]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"
}
