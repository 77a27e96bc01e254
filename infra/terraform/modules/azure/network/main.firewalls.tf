locals {
  all_private = values(local.ranges.private)
  all_public  = values(local.ranges.public)
  cluster     = concat(local.all_private, [var.pod_address_space])

  # What comes in; everything else inside the network is refused, which Azure would allow by itself.
  openings = {
    edge = {
      internet = { sources = ["Internet"], targets = local.all_public, ports = ["80", "443"], priority = 100 }
      health   = { sources = ["AzureLoadBalancer"], targets = local.all_public, ports = ["443"], priority = 110 }
    }
    workloads = {
      # To the cluster's balancer, and by it to the proxies.
      edge = { sources = local.all_public, targets = local.all_private, ports = ["443", "8443"], priority = 100 }
      # Nodes and pods among each other, names that are resolved over UDP among it. Inside the cluster its own
      # network policies decide.
      cluster = { sources = local.cluster, targets = local.cluster, ports = ["0-65535"], protocol = "*", priority = 110 }
      health  = { sources = ["AzureLoadBalancer"], targets = local.all_private, ports = ["0-65535"], priority = 120 }
      # Logs, shells, metrics and admission come from the API server.
      api = { sources = [local.ranges.api], targets = local.cluster, ports = ["0-65535"], priority = 130 }
    }
    api = {
      network = { sources = [var.address_space], targets = [local.ranges.api], ports = ["443", "4443"], priority = 100 }
      pods    = { sources = [var.pod_address_space], targets = [local.ranges.api], ports = ["443", "4443"], priority = 110 }
      health  = { sources = ["AzureLoadBalancer"], targets = [local.ranges.api], ports = ["9988"], priority = 120 }
    }
    data = merge(
      {
        workloads = { sources = local.all_private, targets = [local.ranges.data], ports = ["5432"], priority = 100 }
        # A standby in another zone follows the primary from the same subnet.
        standby = { sources = [local.ranges.data], targets = [local.ranges.data], ports = ["5432"], priority = 110 }
      },
      # The other region's database follows this one, or is followed by it: a promotion goes both ways.
      { for space in var.peer_address_space[*] : "peer" => { sources = [cidrsubnet(space, 4, 8)], targets = [local.ranges.data], ports = ["5432"], priority = 120 } },
    )
    endpoints = {
      network = { sources = [var.address_space], targets = [local.ranges.endpoints], ports = ["443"], priority = 100 }
    }
  }

  rules = merge([
    for guard, openings in local.openings : {
      for called, opening in openings : "${guard}-${called}" => merge({ protocol = "Tcp" }, opening, { guard = guard })
    }
  ]...)
}

resource "azurerm_network_security_group" "this" {
  for_each = local.openings

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

resource "azurerm_network_security_rule" "openings" {
  for_each = local.rules

  name                         = each.key
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.this[each.value.guard].name
  priority                     = each.value.priority
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = each.value.protocol
  source_port_range            = "*"
  source_address_prefix        = can(cidrhost(each.value.sources[0], 0)) ? null : each.value.sources[0]
  source_address_prefixes      = can(cidrhost(each.value.sources[0], 0)) ? each.value.sources : null
  destination_address_prefixes = each.value.targets
  destination_port_ranges      = each.value.ports
}

resource "azurerm_network_security_rule" "refusal" {
  for_each = local.openings

  name                        = "${each.key}-everything-else"
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.key].name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "public" {
  for_each = azurerm_subnet.public

  subnet_id                 = each.value.id
  network_security_group_id = azurerm_network_security_group.this["edge"].id
}

resource "azurerm_subnet_network_security_group_association" "private" {
  for_each = azurerm_subnet.private

  subnet_id                 = each.value.id
  network_security_group_id = azurerm_network_security_group.this["workloads"].id
}

resource "azurerm_subnet_network_security_group_association" "api" {
  subnet_id                 = azurerm_subnet.api.id
  network_security_group_id = azurerm_network_security_group.this["api"].id
}

resource "azurerm_subnet_network_security_group_association" "data" {
  subnet_id                 = azurerm_subnet.data.id
  network_security_group_id = azurerm_network_security_group.this["data"].id
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  subnet_id                 = azurerm_subnet.endpoints.id
  network_security_group_id = azurerm_network_security_group.this["endpoints"].id
}
