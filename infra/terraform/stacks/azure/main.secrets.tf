# Keys are of one region. Secrets are written in the first; Azure keeps a copy that can be read in the paired region.
module "secrets" {
  source = "../../modules/azure/secrets"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  vault_name          = var.primary.vault_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  secret_names        = var.secret_names
  log_workspace_id    = azurerm_log_analytics_workspace.primary.id
  tags                = local.tags

  private_endpoints = {
    network = { subnet_id = module.network.endpoint_subnet_ids[0], zone_id = module.network.private_zone_ids["vault"] }
    runner  = var.runner
  }
}

module "secrets_standby" {
  source = "../../modules/azure/secrets"
  count  = local.standbys

  name                = local.name
  resource_group_name = azurerm_resource_group.standby[0].name
  location            = azurerm_resource_group.standby[0].location
  vault_name          = var.standby.vault_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  secret_names        = []
  log_workspace_id    = azurerm_log_analytics_workspace.standby[0].id
  tags                = local.tags

  private_endpoints = {
    network = { subnet_id = module.network_standby[0].endpoint_subnet_ids[0], zone_id = module.network_standby[0].private_zone_ids["vault"] }
    runner  = var.runner
  }
}
