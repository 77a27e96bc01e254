module "network" {
  source = "../../modules/azure/network"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  address_space       = var.primary.address_space
  peer_address_space  = try(var.standby.address_space, null)
  nat_per_zone        = var.nat_per_zone
  flow_log_storage_id = module.flow_logs.store_id
  network_watcher     = { name = "NetworkWatcher_${var.primary.location}", resource_group_name = "NetworkWatcherRG" }
  log_retention_days  = var.log_retention_days
  tags                = local.tags
}

module "network_standby" {
  source = "../../modules/azure/network"
  count  = local.standbys

  name                = local.name
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  address_space       = var.standby.address_space
  peer_address_space  = var.primary.address_space
  nat_per_zone        = var.nat_per_zone
  flow_log_storage_id = module.flow_logs_standby[0].store_id
  network_watcher     = { name = "NetworkWatcher_${var.standby.location}", resource_group_name = "NetworkWatcherRG" }
  log_retention_days  = var.log_retention_days
  tags                = local.tags
}

# A database that follows another region's reaches it by private addresses, and the other way round when it is promoted.
# What may pass is decided by the firewalls of both networks: the databases alone.
resource "azurerm_virtual_network_peering" "to_standby" {
  count = local.standbys

  name                      = "standby"
  resource_group_name       = azurerm_resource_group.primary.name
  virtual_network_name      = local.name
  remote_virtual_network_id = module.network_standby[0].network_id

  depends_on = [module.network]
}

resource "azurerm_virtual_network_peering" "to_primary" {
  count = local.standbys

  name                      = "primary"
  resource_group_name       = azurerm_resource_group.standby[0].name
  virtual_network_name      = local.name
  remote_virtual_network_id = module.network.network_id

  depends_on = [module.network_standby]
}
