locals {
  nat_zones = var.nat_per_zone ? toset(var.zones) : toset([var.zones[0]])
}

resource "azurerm_public_ip" "nat" {
  for_each = local.nat_zones

  name                = "${var.name}-nat-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = [each.key]

  tags = var.tags
}

resource "azurerm_nat_gateway" "this" {
  for_each = local.nat_zones

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku_name            = "Standard"
  zones               = [each.key]

  tags = var.tags
}

resource "azurerm_nat_gateway_public_ip_association" "this" {
  for_each = azurerm_nat_gateway.this

  nat_gateway_id       = each.value.id
  public_ip_address_id = azurerm_public_ip.nat[each.key].id
}

resource "azurerm_subnet_nat_gateway_association" "private" {
  for_each = azurerm_subnet.private

  subnet_id      = each.value.id
  nat_gateway_id = azurerm_nat_gateway.this[var.nat_per_zone ? each.key : var.zones[0]].id
}
