# The second region's database follows the first's and can be promoted. Only an environment of two regions keeps a copy
# of its backups elsewhere: it takes a key of that region.
module "database" {
  source = "../../modules/azure/database"

  name                         = local.name
  server_name                  = "${local.name}-${var.primary.location}"
  resource_group_name          = azurerm_resource_group.primary.name
  location                     = azurerm_resource_group.primary.location
  tenant_id                    = data.azurerm_client_config.current.tenant_id
  administrator_secret_name    = "database-administrator"
  administrator_secret_expires = var.administrator_secret_expires
  subnet_id                    = module.network.data_subnet_ids[0]
  network_ids                  = local.networks
  key_id                       = module.secrets.key_ids["data"]
  key_vault_id                 = module.secrets.vault_id
  secret_vault_id              = module.secrets.vault_id
  log_workspace_id             = azurerm_log_analytics_workspace.primary.id
  tags                         = local.tags

  backup_copy = var.standby == null ? null : {
    location     = var.standby.location
    key_id       = module.secrets_standby[0].key_ids["data"]
    key_vault_id = module.secrets_standby[0].vault_id
  }
}

module "database_standby" {
  source = "../../modules/azure/database"
  count  = local.standbys

  name                         = local.name
  server_name                  = "${local.name}-${var.standby.location}"
  resource_group_name          = azurerm_resource_group.standby[0].name
  location                     = azurerm_resource_group.standby[0].location
  tenant_id                    = data.azurerm_client_config.current.tenant_id
  source_instance              = { id = module.database.instance_id }
  administrator_secret_name    = "database-administrator"
  administrator_secret_expires = var.administrator_secret_expires
  subnet_id                    = module.network_standby[0].data_subnet_ids[0]
  network_ids                  = local.networks
  key_id                       = module.secrets_standby[0].key_ids["data"]
  key_vault_id                 = module.secrets_standby[0].vault_id
  secret_vault_id              = module.secrets_standby[0].vault_id
  log_workspace_id             = azurerm_log_analytics_workspace.standby[0].id
  tags                         = local.tags

  # It is copied through them.
  depends_on = [azurerm_virtual_network_peering.to_primary, azurerm_virtual_network_peering.to_standby]
}

locals {
  # The databases find each other by their names, and whoever operates both finds both.
  networks = merge(
    { primary = module.network.network_id },
    { for network in module.network_standby : "standby" => network.network_id },
  )
}

# Names that follow the roles of the two servers: a failover turns them by promoting the one that follows.
resource "azurerm_postgresql_flexible_server_virtual_endpoint" "this" {
  count = local.standbys

  name              = local.name
  source_server_id  = module.database.instance_id
  replica_server_id = module.database_standby[0].instance_id
  type              = "ReadWrite"
}
