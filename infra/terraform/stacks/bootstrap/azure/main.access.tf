# Neither vaults nor accounts are reached from the internet: they have addresses in the runner's network, under the names
# that Azure's own clients ask for. The environment's vaults and its registry are entered in the same zones.
locals {
  zones = {
    blob     = "privatelink.blob.core.windows.net"
    registry = "privatelink.azurecr.io"
    vault    = "privatelink.vaultcore.azure.net"
  }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = local.zones

  name                = each.value
  resource_group_name = azurerm_resource_group.this.name

  tags = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = local.zones

  name                  = "${local.name}-${each.key}"
  resource_group_name   = azurerm_resource_group.this.name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = regex("^(.*)/subnets/[^/]+$", var.runner_subnet_id)[0]
  registration_enabled  = false

  tags = local.tags
}

resource "azurerm_private_endpoint" "state" {
  name                = local.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  subnet_id           = var.runner_subnet_id

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = module.state.store_id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "blob"
    private_dns_zone_ids = [azurerm_private_dns_zone.this["blob"].id]
  }

  tags = local.tags
}
